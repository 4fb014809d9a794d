# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of user-management-cli for bash. It asks the program itself: --help for commands and
# options, its lists for names of sources, actions and runs.

# Fills COMPREPLY with the lines of standard input that begin with what is being typed.
_user_management_cli_offer ()
{
  local line
  while IFS= read -r line; do
    [[ $line == "$1"* ]] && COMPREPLY+=("$(printf '%q' "$line")")
  done
}

# Offers what an option or word of this kind can be; the kinds are those of --help.
_user_management_cli_values ()
{
  local program=$1 kind=$2 current=$3
  case $kind in
    FILE) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    FORMAT) _user_management_cli_offer "$current" < <(printf '%s\n' table csv json) ;;
    TYPE) _user_management_cli_offer "$current" < <(printf '%s\n' jira access) ;;
    STATE)
      _user_management_cli_offer "$current" \
        < <(printf '%s\n' running paused interrupted finished cancelled attention)
      ;;
    NAME)
      _user_management_cli_offer "$current" \
        < <("$program" source list --format csv 2>/dev/null | sed '1d; s/,.*//')
      ;;
    ACTION)
      _user_management_cli_offer "$current" \
        < <("$program" actions "${COMP_WORDS[2]//\\/}" 2>/dev/null | sed '1d; s/ .*//')
      ;;
    GROUP)
      # The second column of the table: the names.
      _user_management_cli_offer "$current" \
        < <("$program" groups "${COMP_WORDS[2]//\\/}" --format csv 2>/dev/null \
          | sed -n '2,$s/^[^,]*,\("\([^"]*\)"\|\([^",]*\)\),.*/\2\3/p')
      ;;
    RUN)
      _user_management_cli_offer "$current" \
        < <("$program" log list --format csv 2>/dev/null | sed '1d; s/,.*//')
      ;;
  esac
}

_user_management_cli ()
{
  local program=$1 current=$2 previous=$3 names help kind words
  local first=${COMP_WORDS[1]-} second=${COMP_WORDS[2]-}
  local -a command kinds

  names=$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z]\+\( [a-z]\+\)\?\) .*/\1/p')
  if [ "$COMP_CWORD" = 1 ]; then
    words=$(cut -d ' ' -f 1 <<<"$names" | sort -u)
    mapfile -t COMPREPLY < <(compgen -W "$words --help --version" -- "$current")
    return
  fi
  if [ "$COMP_CWORD" = 2 ] && grep -q "^$first " <<<"$names"; then
    mapfile -t COMPREPLY < <(compgen -W "$(sed -n "s/^$first //p" <<<"$names")" -- "$current")
    return
  fi
  command=("$first")
  grep -qx "$first $second" <<<"$names" && command+=("$second")
  help=$("$program" "${command[@]}" --help 2>/dev/null)

  kind=$(sed -n "s/^  .*${previous}\(, --[a-z-]*\)\?=\([A-Z]*\)[^A-Z].*/\2/p" <<<"$help")
  if [[ $previous == -* ]] && [ -n "$kind" ]; then
    _user_management_cli_values "$program" "$kind" "$current"
  elif [[ $current == -* ]]; then
    mapfile -t COMPREPLY \
      < <(compgen -W "$(grep -o -- '--[a-z][a-z-]*' <<<"$help" | sort -u)" -- "$current")
  else
    # The words behind the command in its usage line, such as NAME ACTION…
    read -r -a kinds < <(sed -n "s/^.*cli ${command[*]} \([A-Z… ]*\).*/\1/p" <<<"$help")
    kind=${kinds[COMP_CWORD - 1 - ${#command[@]}]-}
    if [ -z "$kind" ] && [ "${#kinds[@]}" -gt 0 ] && [[ ${kinds[-1]} == *… ]]; then
      kind=${kinds[-1]}
    fi
    _user_management_cli_values "$program" "${kind%…}" "$current"
  fi
}

complete -o filenames -F _user_management_cli user-management-cli
