#compdef user-management-cli
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of user-management-cli for zsh. It asks the program itself: --help for commands and
# options, its lists for names of sources, actions and runs.

# Offers what an option or word of this kind can be; the kinds are those of --help.
_user_management_cli_values ()
{
  local program=$1 kind=$2
  local -a values
  case $kind in
    FILE) _files; return ;;
    FORMAT) values=(table csv json) ;;
    TYPE) values=(jira access) ;;
    STATE) values=(running paused interrupted finished cancelled attention) ;;
    NAME) values=(${(f)"$($program source list --format csv 2>/dev/null | sed '1d; s/,.*//')"}) ;;
    ACTION) values=(${(f)"$($program actions "${(Q)words[3]}" 2>/dev/null | sed '1d; s/ .*//')"}) ;;
    GROUP) # The second column of the table: the names.
      values=(${(f)"$($program groups "${(Q)words[3]}" --format csv 2>/dev/null \
        | sed -n '2,$s/^[^,]*,\("\([^"]*\)"\|\([^",]*\)\),.*/\2\3/p')"}) ;;
    RUN) values=(${(f)"$($program log list --format csv 2>/dev/null | sed '1d; s/,.*//')"}) ;;
  esac
  compadd -a values
}

_user_management_cli ()
{
  local program=$words[1] help kind position
  local -a names command kinds values
  names=(${(f)"$($program --help 2>/dev/null | sed -n 's/^  \([a-z]*\( [a-z]*\)\{0,1\}\) .*/\1/p')"})
  names=(${names%% })

  if (( CURRENT == 2 )); then
    values=(${(u)${names%% *}} --help --version)
    compadd -a values
    return
  fi
  values=(${${(M)names:#$words[2] *}#$words[2] })
  if (( CURRENT == 3 && $#values )); then
    compadd -a values
    return
  fi
  command=($words[2])
  (( ${names[(Ie)$words[2] $words[3]]} )) && command+=($words[3])
  help=$($program $command --help 2>/dev/null)

  kind=$(sed -n "s/^  .*${words[CURRENT-1]}\(, --[a-z-]*\)\{0,1\}=\([A-Z]*\)[^A-Z].*/\2/p" <<<$help)
  if [[ ${words[CURRENT-1]} == -* && -n $kind ]]; then
    _user_management_cli_values $program $kind
  elif [[ ${words[CURRENT]} == -* ]]; then
    values=(${(f)"$(grep -o -- '--[a-z][a-z-]*' <<<$help | sort -u)"})
    compadd -a values
  else
    # The words behind the command in its usage line, such as NAME ACTION…
    kinds=(${=$(sed -n "s/^.*cli $command \([A-Z… ]*\).*/\1/p" <<<$help)})
    position=$(( CURRENT - 1 - $#command ))
    (( position > $#kinds )) && [[ $kinds[-1] == *… ]] && position=$#kinds
    _user_management_cli_values $program ${kinds[position]%…}
  fi
}

_user_management_cli "$@"
