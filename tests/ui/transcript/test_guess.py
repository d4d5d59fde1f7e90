"""Guessed heights of messages add up to what is said of all of them."""

from whinchat.ui.transcript.guess import Guess


def test_the_sum_of_the_guesses_is_the_guess_of_the_sum() -> None:
    guess = Guess(80, 13.2, 0.31)
    characters, line_ends = [7, 0, 1_200, 33, 901], [0, 0, 31, 2, 17]

    found = guess.heights(characters, line_ends)

    assert sum(found) == guess.height(5, sum(characters), sum(line_ends))
    assert min(found) >= 80
