# The second look reads what was written since the first one, and finds what it would find if it read everything.
import json
import random


def test_look_at_what_was_written_since_finds_what_a_look_at_everything_finds(school):
    for _time in range(4):
        seed = random.SystemRandom().randrange(10**9)
        print(f"seed {seed}")
        everything, written_since = json.loads(school.do("look_twice", seed))
        assert written_since[0] == everything[0]
        assert everything[0]
        # It says what has been looked at, and has read a small part of it.
        assert written_since[2] == everything[2]
        assert written_since[1] < everything[1] / 5
