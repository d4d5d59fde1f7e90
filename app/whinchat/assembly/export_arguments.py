"""What ``whinchat export`` understands. Light: it is read before every start."""

import argparse

from whinchat.storage.exchange.format_names import Format
from whinchat.storage.exchange.options import ExportOptions, ExportPlan

EXPORT_HELP = "Write conversations to files, without a window."
_LEFT_OUT = ("instructions", "reasoning", "sources", "times", "cost")


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Teach a parser the arguments of the command."""
    parser.add_argument(
        "--format",
        choices=[kind.value for kind in Format],
        default=Format.MARKDOWN.value,
        help="the kind of file (default: %(default)s)",
    )
    parser.add_argument("--all", action="store_true", help="every conversation")
    parser.add_argument("--folder", metavar="NAME", help="the conversations in a folder")
    parser.add_argument("--branches", action="store_true", help="all branches, not the shown one")
    parser.add_argument("--zip", action="store_true", help="write one zip, which DIR then names")
    for name in _LEFT_OUT:
        parser.add_argument(f"--no-{name}", action="store_true", help=f"leave the {name} out")
    parser.add_argument(
        "--data-dir", metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS
    )
    parser.add_argument(
        "ids", nargs="*", metavar="ID", help="a conversation, by the beginning of its id"
    )
    parser.add_argument("target", metavar="DIR", help="where to; nothing there is written over")


def plan_of(arguments: argparse.Namespace) -> ExportPlan:
    """Return how the command line wants conversations written."""
    wanted = {name: not getattr(arguments, f"no_{name}") for name in _LEFT_OUT}
    options = ExportOptions(all_branches=arguments.branches, **wanted)
    return ExportPlan(Format(arguments.format), options)
