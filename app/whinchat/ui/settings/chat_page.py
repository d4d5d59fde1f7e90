"""Chat: how long a message can be taken back, and who gives conversations their titles."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QShowEvent

from whinchat.domain.model import ModelChoice
from whinchat.domain.settings import Settings, TitleMaker
from whinchat.ui.counting import counted
from whinchat.ui.settings.page_titles import CHAT
from whinchat.ui.settings.parts import KnownModel, SettingsParts
from whinchat.ui.settings.rows import ChoiceField, RowsPage, SettingRow
from whinchat.ui.theme.theme import Theme

_LONGEST_UNDO = 5
_NONE = ""


class ChatPage(RowsPage):
    """Shows the settings of the moment and changes them."""

    def __init__(self, parts: SettingsParts) -> None:
        self._preferences = parts.preferences
        self._known_models = parts.known_models
        self._choices: dict[str, ModelChoice] = {}
        self._undo = ChoiceField([(str(n), _seconds(n)) for n in range(_LONGEST_UNDO + 1)])
        self._maker = ChoiceField(
            [
                (TitleMaker.NOBODY, "The first words"),
                (TitleMaker.SAME_MODEL, "The conversation's model"),
                (TitleMaker.CHOSEN_MODEL, "A model of your choice"),
            ]
        )
        self._model = ChoiceField([])
        super().__init__(parts.theme, CHAT, self._rows(parts.theme))
        self._undo.chosen.connect(self._set_undo)
        self._maker.chosen.connect(self._set_maker)
        self._model.chosen.connect(self._set_model)
        parts.preferences.changed.add(lambda change: self._show(change[1]))
        self._show(parts.preferences.settings)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the models that are known by now."""
        self._show(self._preferences.settings)
        super().showEvent(event)

    def _rows(self, theme: Theme) -> list[SettingRow]:
        return [
            SettingRow(
                theme,
                "Undo send",
                "How long Escape takes a message back before it leaves.",
                self._undo,
            ),
            SettingRow(
                theme,
                "Titles",
                "A model is asked once, after the first reply. It may cost a little.",
                self._maker,
            ),
            SettingRow(
                theme,
                "Model for titles",
                "A small and quick one will do.",
                self._model,
            ),
        ]

    def _show(self, settings: Settings) -> None:
        self._undo.show_choice(str(settings.undo_seconds))
        self._maker.show_choice(settings.title_maker)
        self._fill(self._known_models(), settings)
        self._model.setEnabled(settings.title_maker is TitleMaker.CHOSEN_MODEL)

    def _fill(self, models: Sequence[KnownModel], settings: Settings) -> None:
        self._choices = {_key(model.choice): model.choice for model in models}
        chosen = ModelChoice(settings.title_provider_id, settings.title_model_id)
        self._model.clear()
        if chosen.model_id and _key(chosen) not in self._choices:
            self._choices[_key(chosen)] = chosen
            self._model.addItem(chosen.model_id, _key(chosen))
        for model in models:
            self._model.addItem(model.words, _key(model.choice))
        self._model.setPlaceholderText("Choose a model")
        self._model.show_choice(_key(chosen) if chosen.model_id else _NONE)

    def _set_undo(self, key: str) -> None:
        self._preferences.update(lambda settings: replace(settings, undo_seconds=int(key)))

    def _set_maker(self, key: str) -> None:
        maker = TitleMaker(key)
        self._preferences.update(lambda settings: replace(settings, title_maker=maker))

    def _set_model(self, key: str) -> None:
        choice = self._choices[key]

        def change(settings: Settings) -> Settings:
            provider_id, model_id = choice.provider_id, choice.model_id
            return replace(settings, title_provider_id=provider_id, title_model_id=model_id)

        self._preferences.update(change)


def _seconds(number: int) -> str:
    return counted(number, "second") if number else "Off"


def _key(choice: ModelChoice) -> str:
    return f"{choice.provider_id}\n{choice.model_id}"
