"""What a place to look at yourself is called: reasons, details and kinds of file in a secretary's words."""

import mimetypes

from .erasure.questions import FILES, SESSIONS


def source_label(env, source, column=""):
    """Return what a whole source, or a column of it, is called; nothing for none."""
    if not source:
        return ""
    if source == SESSIONS:
        return env._("Sessions of logged-in users")
    if source == FILES:
        return env._("The files")
    if column:
        return env._("Table %(table)s, column %(column)s", table=source, column=column)
    return env._("Table %s", source)


def sentence(env, reason, detail, page, is_file):
    """Return what somebody has to look for, in one sentence in the user's language.

    :param reason, detail: codes, see `erasure.questions`. :param page: 0 where none is known.
    """
    if reason == "unreadable":
        return _unreadable(env).get(detail) or env._("The program could not read this.")
    if reason == "unsure":
        if detail == "often":
            return env._(
                "A part of somebody's name, such as an initial with the surname, stands in so many texts that they are"
                " not listed one by one. Look where your school writes about former students."
            )
        if detail == "number":
            return env._(
                "A number stands there that was the phone number or the ID number of somebody who was anonymised. The"
                " program changes no numbers."
            )
        if is_file:
            return env._("This file has a name in it that several people may bear.")
        return env._("This text has a name in it that several people may bear.")
    if page:
        return env._("Page %s mentions somebody who was anonymised. The program cannot change it.", page)
    return env._("It mentions somebody who was anonymised. The program cannot change it.")


def _unreadable(env):
    """Return {code of `erasure` for what it could not read: sentence}."""
    return {
        "locked": env._("The file is locked with a password."),
        "damaged": env._("The file is damaged."),
        "too_large": env._("The file is too large for the program to read."),
        "too_long": env._("This text is too large for the program to read."),
        "too_deep": env._("The file has more files packed into each other than the program opens."),
        "packed": env._("The program does not open this kind of archive."),
        "timeout": env._("Reading the file took too long."),
        "crashed": env._("The file could not be opened without an error."),
        "picture": env._("The program does not read writing in pictures."),
        "no_right": env._("The program's database user has no right to read this, or not all of it."),
        "hides_rows": env._("The database hides some of these rows from the program's database user."),
        "foreign": env._("This is kept on another server, which the program does not search."),
        "busy": env._("Somebody was changing this table as a whole, and the program did not wait."),
        "not_on_disk": env._("This is kept in a store that the program cannot search."),
        "not_refreshed": env._("This copy could not be made anew, so that it may show what was erased."),
        "files_inside": env._("Files that are kept in this table could not be read."),
        "failed": env._("The program met an error in it. The server's log says which."),
        "unknown": env._("The program does not know this kind of file."),
    }


def file_kind(mimetype):
    """Return how people call a kind of file: "PDF" for application/pdf."""
    extension = mimetypes.guess_extension(mimetype or "") or mimetype or "?"
    return extension.removeprefix(".").upper()
