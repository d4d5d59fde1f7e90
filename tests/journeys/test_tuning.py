"""Instructions and parameters reach the server, and nonsense does not."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from fakes.desktop_user import DesktopUser, journey
from fakes.waiting import until
from whinchat.ui.chat.tuning_dialog import TuningDialog


def field(dialog: TuningDialog, name: str) -> QLineEdit:
    return next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == name)


async def opened(user: DesktopUser) -> TuningDialog:
    user.page.header.tuning_requested.emit()
    await until(lambda: user.page.findChildren(TuningDialog))
    return user.page.findChildren(TuningDialog)[-1]


@journey
async def test_instructions_and_parameters_are_sent_with_every_question(user: DesktopUser) -> None:
    dialog = await opened(user)
    instructions = dialog.findChildren(QPlainTextEdit)[0]
    instructions.setPlainText("Answer in rhyme.")
    field(dialog, "Temperature").setText("0,7")
    field(dialog, "Top-p").setText("0.9")
    field(dialog, "Output limit").setText("9000")
    dialog.save()

    reply = await user.say_and_wait("Hello")

    sent = user.server.posts[-1].json
    assert (sent["instructions"], sent["temperature"]) == ("Answer in rhyme.", 0.7)
    assert (sent["top_p"], sent["max_output_tokens"]) == (0.9, 9000)
    assert reply.parameters.temperature == 0.7


@journey
async def test_what_is_left_empty_is_not_sent(user: DesktopUser) -> None:
    await user.say_and_wait("Hello")

    assert not {"instructions", "temperature", "top_p", "max_output_tokens"} & set(
        user.server.posts[-1].json
    )


@journey
async def test_nonsense_is_told_at_its_field_and_changes_nothing(user: DesktopUser) -> None:
    dialog = await opened(user)
    field(dialog, "Temperature").setText("3")
    field(dialog, "Output limit").setText("many")
    dialog.save()

    assert dialog.isVisible()
    described = field(dialog, "Temperature").accessibleDescription()
    assert described == "Temperature must lie between 0 and 2, not 3.0."
    assert field(dialog, "Output limit").accessibleDescription() == "This must be a number."
    chat = user.page.chat
    assert chat is not None
    assert chat.conversation.parameters.temperature is None
    dialog.reject()


@journey
async def test_they_are_there_after_a_restart(user: DesktopUser) -> None:
    dialog = await opened(user)
    field(dialog, "Temperature").setText("0.2")
    dialog.save()
    await user.say_and_wait("Hello")
    await user.quit()

    await user.start()
    await until(lambda: len(user.messages) == 2)
    chat = user.page.chat
    assert chat is not None
    assert chat.conversation.parameters.temperature == 0.2
