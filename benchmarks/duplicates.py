"""Near-duplicates: time and accuracy on generated documents with planted copies (light edits, cut tails)."""

import random
import sys
import time

from onrecord.analyse.duplicates import near_duplicates


def documents(count: int, seed: int = 7) -> tuple[list[str], list[int]]:
    """Invented texts of 150-500 words and, for each, the number of the text it was copied from."""
    draw = random.Random(seed)
    words = [f"w{draw.randrange(10**6)}" for _ in range(30_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    cumulative = []
    total = 0.0
    for weight in weights:
        total += weight
        cumulative.append(total)
    texts: list[str] = []
    origin: list[int] = []
    background = [" ".join(draw.choices(words, cum_weights=cumulative, k=60)) for _ in range(200)]
    while len(texts) < count:
        if texts and draw.random() < 0.3:
            source = draw.randrange(len(texts))
            texts.append(_copied(texts[source], draw, words))
            origin.append(origin[source])
        else:
            own = " ".join(draw.choices(words, cum_weights=cumulative, k=draw.randrange(150, 500)))
            texts.append(own + (" " + draw.choice(background) if draw.random() < 0.3 else ""))
            origin.append(len(texts) - 1)
    return texts, origin


def _copied(text: str, draw: random.Random, words: list[str]) -> str:
    tokens = text.split()
    if draw.random() < 0.5:
        tokens = tokens[: int(len(tokens) * draw.uniform(0.6, 0.95))]
    edited = []
    for token in tokens:
        roll = draw.random()
        if roll < 0.01:
            continue
        edited.append(draw.choice(words) if roll < 0.02 else token)
    return " ".join(edited)


def main(count: int) -> None:
    """Print time, recall and precision."""
    texts, origin = documents(count)
    started = time.process_time()
    found = near_duplicates(texts)
    seconds = time.process_time() - started
    copies = [i for i in range(count) if origin[i] != i]
    hit = sum(found[i] == found[origin[i]] for i in copies)
    groups = [i for i in range(count) if found[i] != i]
    right = sum(origin[i] == origin[found[i]] for i in groups)
    recall, precision = hit / len(copies), right / len(groups)
    print(f"{count} documents, {seconds:.1f} CPU-seconds, recall {recall:.4f}, precision {precision:.4f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
