//! Arguments of the commands that fit the program into a shell and a manual.

use clap::Args as ClapArgs;
use clap_complete::Shell;

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  sidelines completions bash > ~/.local/share/bash-completion/completions/sidelines
  sidelines completions zsh > ~/.zfunc/_sidelines       with ~/.zfunc in fpath, before compinit
  sidelines completions fish > ~/.config/fish/completions/sidelines.fish
  sidelines completions powershell >> $PROFILE
  sidelines completions elvish >> ~/.config/elvish/rc.elv

Open a new shell; then sidelines li<Tab> completes.";

const MAN_EXAMPLES: &str = "\
Examples:
  sidelines man | man -l -                              the main page, at once
  sidelines man list | man -l -                         the page of a command
  sidelines man ~/.local/share/man/man1                 a page for each command
  man sidelines-list";

/// `sidelines completions`.
#[derive(ClapArgs)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub struct Completions {
    /// The shell that is to complete commands and flags
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// `sidelines man`.
#[derive(ClapArgs)]
#[command(after_help = MAN_EXAMPLES)]
pub struct Man {
    /// Where to write a page for each command; or a command, to print its page [default: print the main page]
    #[arg(value_name = "FOLDER|COMMAND")]
    pub folder: Option<String>,
}
