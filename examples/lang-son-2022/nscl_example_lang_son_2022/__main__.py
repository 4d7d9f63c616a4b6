"""Look at the year without playing it, and log in to what was played.

python -m nscl_example_lang_son_2022 check [--seed 7]
python -m nscl_example_lang_son_2022 password can-bo-nscl .nscl/secrets/admin-password
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from nscl_example_lang_son_2022.dataset import SEED, generate
from nscl_example_lang_son_2022.figures import figures
from nscl_example_lang_son_2022.play.actor import password_of
from nscl_example_lang_son_2022.published import load_published
from nscl_example_lang_son_2022.table import report_table
from nscl_example_lang_son_2022.verify import verify


def check(arguments: argparse.Namespace) -> int:
    """Print what the data set must come out as; return 1 if it is not fit to be played."""
    year = generate(arguments.seed)
    Console().print(report_table(figures(year)))
    problems = verify(year, load_published())
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


def password(arguments: argparse.Namespace) -> int:
    """Print the password of a demo account."""
    admin_password = arguments.admin_password_file.read_text(encoding="utf-8").strip()
    sys.stdout.write(password_of(arguments.username, admin_password) + "\n")
    return 0


def main() -> int:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="python -m nscl_example_lang_son_2022")
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="compare the data set with what was published")
    checking.add_argument("--seed", type=int, default=SEED)
    checking.set_defaults(run=check)
    asking = commands.add_parser("password", help="tell the password of a demo account")
    asking.add_argument("username")
    asking.add_argument("admin_password_file", type=Path)
    asking.set_defaults(run=password)
    arguments = parser.parse_args()
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
