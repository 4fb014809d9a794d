# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of user-management-cli for fish. It asks the program itself: --help for commands and
# options, its lists for names of sources, actions and runs.

# Each command of --help, "name" or "name name".
function __user_management_cli_names
    user-management-cli --help 2>/dev/null | string match -rg '^  ([a-z]+(?: [a-z]+)?) '
end

# The words of the command that was typed, one or two.
function __user_management_cli_command
    set -l words (commandline -opc)[2..-1]
    if contains -- "$words[1] $words[2]" (__user_management_cli_names)
        printf '%s\n' $words[1..2]
    else if contains -- "$words[1]" (__user_management_cli_names)
        echo $words[1]
    end
end

function __user_management_cli_help
    user-management-cli (__user_management_cli_command) --help 2>/dev/null
end

# What an option or word of this kind can be; the kinds are those of --help.
function __user_management_cli_values
    switch $argv[1]
        case FILE
            __fish_complete_path (commandline -ct)
        case FORMAT
            printf '%s\n' table csv json
        case TYPE
            printf '%s\n' jira access
        case STATE
            printf '%s\n' running paused interrupted finished cancelled attention
        case NAME
            user-management-cli source list --format csv 2>/dev/null | sed '1d; s/,.*//'
        case ACTION
            set -l words (commandline -opc)
            user-management-cli actions "$words[3]" 2>/dev/null | sed '1d; s/ .*//'
        case GROUP
            # The second column of the table: the names.
            set -l words (commandline -opc)
            user-management-cli groups "$words[3]" --format csv 2>/dev/null |
                sed -n '2,$s/^[^,]*,\("\([^"]*\)"\|\([^",]*\)\),.*/\2\3/p'
        case RUN
            user-management-cli log list --format csv 2>/dev/null | sed '1d; s/,.*//'
    end
end

function __user_management_cli_complete
    set -l words (commandline -opc)[2..-1]
    set -l names (__user_management_cli_names)
    if test (count $words) = 0
        printf '%s\n' (string split -f 1 ' ' -- $names | sort -u) --help --version
        return
    end
    if test (count $words) = 1; and string match -q -- "$words[1] *" $names
        string replace -rf -- "^$words[1] " '' $names
        return
    end
    set -l help (__user_management_cli_help)
    set -l kind (string match -rg -- "^  .*$words[-1](?:, --[a-z-]+)?=([A-Z]+)[^A-Z]" $help)
    if string match -q -- '-*' $words[-1]; and test -n "$kind"
        __user_management_cli_values $kind
    else if string match -q -- '-*' (commandline -ct)
        string match -rag -- '(--[a-z][a-z-]*)' $help | sort -u
    else
        # The words behind the command in its usage line, such as NAME ACTION…
        set -l command (__user_management_cli_command)
        set -l usage (string match -rg -- "cli $command ([A-Z… ]+)" $help)
        set -l kinds (string split -n ' ' -- $usage)
        set -l position (math (count $words) - (count $command) + 1)
        if test $position -gt (count $kinds); and string match -q -- '*…' "$kinds[-1]"
            set position (count $kinds)
        end
        __user_management_cli_values (string replace … '' -- "$kinds[$position]")
    end
end

complete -c user-management-cli -f -a '(__user_management_cli_complete)'
