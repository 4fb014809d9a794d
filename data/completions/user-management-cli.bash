# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of user-management-cli for bash.

_user_management_cli ()
{
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local actions="add-to-groups remove-from-groups remove-application-access grant-product-access
    deactivate reactivate suspend restore delete-account cancel-deletion remove-user
    change-directory change-email revoke-tokens end-sessions invite create-issues"
  local words=

  case $previous in
    --users | --pairs | -o)
      [ "${COMP_WORDS[1]}" = demo ] || mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --type) words="jira access" ;;
    --format) words="table csv json" ;;
    --state) words="running paused interrupted finished cancelled attention" ;;
    --action) words=$actions ;;
    *)
      case $COMP_CWORD:${COMP_WORDS[1]} in
        1:*) words="source refresh users groups actions list plan run resume retry undo log demo
            --help --version" ;;
        2:source) words="add list check remove" ;;
        2:list) words="import show remove" ;;
        2:log) words="list show entry export delete verify" ;;
        *:source) words="--type --url --email --expires --owner --api-url --host-ok --read-only
            --no-check --json --help" ;;
        *:refresh) words="--group --filter --json --help" ;;
        *:users) words="--filter --format --json --help" ;;
        *:groups | *:actions | *:resume) words="--json --help" ;;
        *:list) words="--json --help" ;;
        *:plan) words="$actions --filter --users --pairs --group --product --message --reason -o
            --json --help" ;;
        *:run) words="--dry-run --first --yes --confirm --accept-changes --json --help" ;;
        *:retry | *:undo) words="-o --json --help" ;;
        *:log) words="--action --source --state --format --json --help" ;;
        *:demo) words="--users --json --help" ;;
      esac
      case $COMP_CWORD:${COMP_WORDS[1]}:${COMP_WORDS[2]-} in
        2:run:* | 4:list:import)
          mapfile -t COMPREPLY < <(compgen -f -W "$words" -- "$current")
          return
          ;;
      esac
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}

complete -o filenames -F _user_management_cli user-management-cli
