# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of user-management-cli for fish.

set -l program user-management-cli
set -l actions add-to-groups remove-from-groups remove-application-access grant-product-access \
    deactivate reactivate suspend restore delete-account cancel-deletion remove-user \
    change-directory change-email revoke-tokens end-sessions invite create-issues
set -l states running paused interrupted finished cancelled attention

function __um_is
    __fish_seen_subcommand_from $argv
end

complete -c $program -f
complete -c $program -l help -d 'Explain the command'
complete -c $program -l json -d 'Print JSON'
complete -c $program -n __fish_use_subcommand -l version -d 'Print the version'

complete -c $program -n __fish_use_subcommand -a source -d 'Add, list, check or remove sources'
complete -c $program -n __fish_use_subcommand -a refresh -d 'Read users and memberships again'
complete -c $program -n __fish_use_subcommand -a users -d 'List users'
complete -c $program -n __fish_use_subcommand -a groups -d 'List groups'
complete -c $program -n __fish_use_subcommand -a actions -d 'List actions'
complete -c $program -n __fish_use_subcommand -a list -d 'Keep lists of users'
complete -c $program -n __fish_use_subcommand -a plan -d 'Make a plan'
complete -c $program -n __fish_use_subcommand -a run -d 'Carry a plan out'
complete -c $program -n __fish_use_subcommand -a resume -d 'Go on with an interrupted run'
complete -c $program -n __fish_use_subcommand -a retry -d 'Plan what failed in a run'
complete -c $program -n __fish_use_subcommand -a undo -d 'Plan what restores the state before'
complete -c $program -n __fish_use_subcommand -a log -d 'Run logs'
complete -c $program -n __fish_use_subcommand -a demo -d 'The whole way on the demo organisation'

complete -c $program -n '__um_is source' -a 'add list check remove'
complete -c $program -n '__um_is source' -x -l type -a 'jira access' -d 'Kind of source'
complete -c $program -n '__um_is source' -x -l url -d 'Address of the site'
complete -c $program -n '__um_is source' -x -l email -d 'Whose key it is'
complete -c $program -n '__um_is source' -x -l expires -d 'When the key ends'
complete -c $program -n '__um_is source' -x -l owner -d 'Your own account'
complete -c $program -n '__um_is source' -x -l api-url -d 'Address of the API'
complete -c $program -n '__um_is source' -x -l host-ok -d 'Send the key to this host'
complete -c $program -n '__um_is source' -l read-only -d 'Allow no changes'
complete -c $program -n '__um_is source' -l no-check -d 'Save without checking'

complete -c $program -n '__um_is refresh users plan' -x -l filter -d 'Which users'
complete -c $program -n '__um_is refresh plan' -x -l group -d 'A group'
complete -c $program -n '__um_is users log' -x -l format -a 'table csv json' -d 'How to print'

complete -c $program -n '__um_is list; and not __um_is log' -a 'import show remove'
complete -c $program -n '__um_is import' -F

complete -c $program -n '__um_is plan' -a "$actions"
complete -c $program -n '__um_is plan' -r -F -l users -d 'A CSV file of users'
complete -c $program -n '__um_is plan' -r -F -l pairs -d 'A CSV file of users and groups'
complete -c $program -n '__um_is plan' -x -l product -d 'A product'
complete -c $program -n '__um_is plan' -x -l message -d 'Text shown to the users'
complete -c $program -n '__um_is plan' -x -l reason -d 'Text kept in the log'
complete -c $program -n '__um_is plan retry undo' -r -F -s o -d 'Write the plan to a file'

complete -c $program -n '__um_is run' -F
complete -c $program -n '__um_is run' -l dry-run -d 'Send nothing'
complete -c $program -n '__um_is run' -x -l first -d 'Only so many'
complete -c $program -n '__um_is run' -l yes -d 'Confirm a small plan'
complete -c $program -n '__um_is run' -x -l confirm -d 'Number or words'
complete -c $program -n '__um_is run' -l accept-changes -d 'Hold out who changed'

complete -c $program -n '__um_is log' -a 'list show entry export delete verify'
complete -c $program -n '__um_is log' -x -l action -a "$actions" -d 'Of one action'
complete -c $program -n '__um_is log' -x -l source -d 'Of one source'
complete -c $program -n '__um_is log' -x -l state -a "$states" -d 'In one state'

complete -c $program -n '__um_is demo' -x -l users -d 'How many'
