#compdef user-management-cli
# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of user-management-cli for zsh.

_user_management_cli_actions ()
{
  local -a actions=(
    add-to-groups remove-from-groups remove-application-access grant-product-access
    deactivate reactivate suspend restore delete-account cancel-deletion remove-user
    change-directory change-email revoke-tokens end-sessions invite create-issues
  )
  _describe -t actions action actions
}

_user_management_cli_arguments ()
{
  local -a always=('--json[print JSON]' '--help[explain the command]')
  local -a format=('--format[how to print]:format:(table csv json)')
  local -a file=('-o[write the plan to a file]:file:_files')

  case $words[1] in
    source)
      _arguments $always '1:command:(add list check remove)' '2:name:' \
        '--type[kind of source]:type:(jira access)' '--url[address of the site]:url:_urls' \
        '--email[whose key it is]:email:' '--expires[when the key ends]:date:' \
        '--owner[your own account]:email:' '--api-url[address of the API]:url:_urls' \
        '--host-ok[send the key to this host]:host:' '--read-only[allow no changes]' \
        '--no-check[save without checking]'
      ;;
    refresh) _arguments $always '1:source:' '--group[one group]:group:' '--filter[users]:filter:' ;;
    users) _arguments $always $format '1:source:' '--filter[which users]:filter:' ;;
    groups | actions) _arguments $always '1:source:' ;;
    list) _arguments $always '1:command:(import show remove)' '2:name:' '3:file:_files' ;;
    plan)
      _arguments $always $file '1:source:' '*:action:_user_management_cli_actions' \
        '--filter[which users]:filter:' '--users[a CSV file of users]:file:_files' \
        '--pairs[a CSV file of users and groups]:file:_files' '*--group[a group]:group:' \
        '*--product[a product]:product:' '--message[text shown to the users]:text:' \
        '--reason[text kept in the log]:text:'
      ;;
    run)
      _arguments $always '1:plan:_files' '--dry-run[send nothing]' '--first[only so many]:number:' \
        '--yes[confirm a small plan]' '--confirm[number or words]:words:' \
        '--accept-changes[hold out who changed]'
      ;;
    resume) _arguments $always '1:run:' ;;
    retry | undo) _arguments $always $file '1:run:' ;;
    log)
      _arguments $always $format '1:command:(list show entry export delete verify)' '*:run:' \
        '--action[of one action]:action:_user_management_cli_actions' \
        '--source[of one source]:source:' \
        '--state[in one state]:state:(running paused interrupted finished cancelled attention)'
      ;;
    demo) _arguments $always '--users[how many]:number:' ;;
  esac
}

_user_management_cli ()
{
  local curcontext=$curcontext state line
  local -a commands=(
    'source:add, list, check or remove sources'
    'refresh:read users and memberships again'
    'users:list users'
    'groups:list groups'
    'actions:list actions'
    'list:keep lists of users'
    'plan:make a plan'
    'run:carry a plan out'
    'resume:go on with an interrupted run'
    'retry:plan what failed in a run'
    'undo:plan what restores the state before a run'
    'log:run logs'
    'demo:the whole way on the demo organisation'
  )
  _arguments -C '1:command:->command' '*::argument:->argument' '--version[print the version]'
  case $state in
    command) _describe -t commands command commands ;;
    argument) _user_management_cli_arguments ;;
  esac
}

_user_management_cli "$@"
