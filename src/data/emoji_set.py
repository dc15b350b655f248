#!/usr/bin/python3
"""Makes the embedded data set "emoji": ten classes of Noto Color Emoji, drawn on soft backgrounds at 32 x 32.

    apt install fonts-noto-color-emoji python3-pil
    /usr/bin/python3 src/data/emoji_set.py assets/data/emoji

Writes train.png and test.png, sheets of 100 pictures a row with 700 and 100 pictures a class, the classes in turn, and emoji.csv, which
says what they show: the k-th picture of a class shows the emoji number k mod n of its n emoji in that part, both from 0. The same font, Pillow and script
write the same bytes. The build does not call it: what it wrote is part of the project. Channels have 64 levels, which makes the files
smaller by a quarter.

An emoji is in one part only, and those that look alike (man and woman cook, the flags of Romania and Chad) are in the same one. Nothing
rude, no weapons, tobacco, alcohol, gambling or religion; flags of countries, all that the font has and that are not the copy of another;
people without a skin tone chosen, which Noto draws yellow.
"""

import argparse
import colorsys
import hashlib
import random
import struct
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat, PngImagePlugin, __version__ as PILLOW

FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"
GLYPH_SIZE = 109  # the only size of the font's bitmaps, 136 x 128 pixels
SIDE = 32
FINE = 4  # drawn so many times larger, and shrunk by the mean
PER_CLASS = {"train": 700, "test": 100}
LEVELS = 64
ROW = 100
TEST_SHARE = 0.2
ALIKE = 12.0  # mean difference of two glyphs in levels, under which they count as alike
SEED = 20200114

CLASSES = {
    "face": """
        😀 😃 😄 😁 😆 😅 🤣 😂 🙂 🙃 🫠 😉 😊 😇 🥰 😍 🤩 😘 😗 ☺️ 😚 😙 🥲 😋 😛 😜 🤪 😝 🤑 🤗 🤭 🫢 🫣 🤫 🤔 🫡 🤐 🤨 😐 😑 😶
        🫥 😶‍🌫️ 😏 😒 🙄 😬 😮‍💨 🫨 😌 😔 😪 🤤 😴 😷 🤒 🤕 🤧 🥶 😵 😵‍💫 🤯 🤠 🥳 🥸 😎 🤓 🧐 😕 🫤 😟 🙁 ☹️ 😮 😯 😲 😳 🥺 🥹 😦
        😧 😨 😰 😥 😢 😭 😱 😖 😣 😞 😓 😩 😫 🥱 😤 😡 😠""",
    "person": """
        👶 🧒 👦 👧 🧑 👱 👨 🧔 👩 🧓 👴 👵 🙍 🙎 🙅 🙆 💁 🙋 🧏 🙇 🤦 🤷 🧑‍⚕️ 👨‍⚕️ 👩‍⚕️ 🧑‍🎓 👨‍🎓 👩‍🎓 🧑‍🏫 👨‍🏫 👩‍🏫 🧑‍⚖️ 👨‍⚖️ 👩‍⚖️ 🧑‍🌾 👨‍🌾 👩‍🌾 🧑‍🍳 👨‍🍳 👩‍🍳
        🧑‍🔧 👨‍🔧 👩‍🔧 🧑‍🏭 👨‍🏭 👩‍🏭 🧑‍💼 👨‍💼 👩‍💼 🧑‍🔬 👨‍🔬 👩‍🔬 🧑‍💻 👨‍💻 👩‍💻 🧑‍🎤 👨‍🎤 👩‍🎤 🧑‍🎨 👨‍🎨 👩‍🎨 🧑‍✈️ 👨‍✈️ 👩‍✈️ 🧑‍🚀 👨‍🚀 👩‍🚀 🧑‍🚒 👨‍🚒 👩‍🚒 👮 🕵️ 💂
        🥷 👷 🫅 🤴 👸 🤵 👰 🦸 🧙 🧚 🧝 🎅 🤶 💆 💇 🚶 🧍 🧎 🏃 💃 🕺 🧖 🧗 🏇 ⛷️ 🏂 🏌️ 🏄 🚣 🏊 ⛹️ 🏋️ 🚴 🚵 🤸 🤼 🤽 🤾 🤹 🧘""",
    "animal": """
        🐵 🐒 🦍 🦧 🐶 🐕 🦮 🐩 🐺 🦊 🦝 🐱 🐈 🐈‍⬛ 🦁 🐯 🐅 🐆 🐴 🫎 🫏 🐎 🦄 🦓 🦌 🦬 🐮 🐂 🐃 🐄 🐷 🐖 🐗 🐏 🐑 🐐 🐪 🐫 🦙 🦒 🐘 🦣 🦏
        🦛 🐭 🐁 🐀 🐹 🐰 🐇 🐿️ 🦫 🦔 🦇 🐻 🐻‍❄️ 🐨 🐼 🦥 🦦 🦨 🦘 🦡 🦃 🐔 🐓 🐣 🐤 🐥 🐦 🐧 🕊️ 🦅 🦆 🦢 🦉 🦤 🦩 🦚 🦜 🐦‍⬛ 🪿 🐸 🐊 🐢 🦎
        🐍 🐲 🐉 🦕 🦖 🐳 🐋 🐬 🦭 🐟 🐠 🐡 🦈 🐙 🐚 🪸 🪼 🐌 🦋 🐛 🐜 🐝 🪲 🐞 🦗 🦂 🦀 🦞 🦐 🦑""",
    "plant": """
        💐 🌸 💮 🪷 🏵️ 🌹 🥀 🌺 🌻 🌼 🌷 🪻 🌱 🪴 🌲 🌳 🌴 🌵 🌾 🌿 ☘️ 🍀 🍁 🍂 🍃 🍄 🍇 🍈 🍉 🍊 🍋 🍌 🍍 🥭 🍎 🍏 🍐 🍒 🍓 🫐 🥝 🍅
        🫒 🥥 🥑 🥔 🥕 🌽 🌶️ 🫑 🥒 🥬 🥦 🧄 🧅 🥜 🫘 🌰 🫚 🫛 🎄 🎋""",
    "food": """
        🍞 🥐 🥖 🫓 🥨 🥯 🥞 🧇 🧀 🍖 🍗 🥩 🥓 🍔 🍟 🍕 🌭 🥪 🌮 🌯 🫔 🥙 🧆 🥚 🍳 🥘 🍲 🫕 🥣 🥗 🍿 🧈 🧂 🥫 🍱 🍘 🍙 🍚 🍛 🍜 🍝 🍠 🍢 🍣
        🍤 🍥 🥮 🍡 🥟 🥠 🥡 🍦 🍧 🍨 🍩 🍪 🎂 🍰 🧁 🥧 🍫 🍬 🍭 🍮 🍯 🍼 🥛 ☕ 🫖 🍵 🥤 🧋 🧃 🧉""",
    "vehicle": """
        🚂 🚃 🚄 🚅 🚆 🚇 🚈 🚉 🚊 🚝 🚞 🚋 🚌 🚍 🚎 🚐 🚑 🚒 🚓 🚔 🚕 🚖 🚗 🚘 🚙 🛻 🚚 🚛 🚜 🏎️ 🏍️ 🛵 🦽 🦼 🛺 🚲 🛴 🛹 🛼 ⛵ 🛶 🚤 🛳️ ⛴️ 🛥️
        🚢 ✈️ 🛩️ 🛫 🛬 🪂 🚁 🚟 🚠 🚡 🛰️ 🚀 🛸 🛷 🎠""",
    "place": """
        🏔️ ⛰️ 🌋 🗻 🏕️ 🏖️ 🏜️ 🏝️ 🏞️ 🏟️ 🏛️ 🏗️ 🧱 🛖 🏘️ 🏚️ 🏠 🏡 🏢 🏣 🏤 🏥 🏦 🏨 🏪 🏫 🏬 🏭 🏯 🏰 🗼 🗽 ⛲ ⛺ 🌁 🌃 🏙️ 🌄 🌅 🌆 🌇 🌉
        🎡 🎢 🎪""",
    "clothing": """
        👓 🕶️ 🥽 🥼 🦺 👔 👕 👖 🧣 🧤 🧥 🧦 👗 👘 🥻 👚 🪭 👛 👜 👝 🛍️ 🎒 🩴 👞 👟 🥾 🥿 👠 👡 🩰 👢 🪮 👑 👒 🎩 🎓 🧢 🪖 ⛑️ 💄 💍
        💼 🌂 ☂️ 🎀 🧳 🥋 🎽""",
    "sign": """
        🏧 🚮 🚰 ♿ 🚹 🚺 🚻 🚼 🛂 🛃 🛄 🛅 ⚠️ 🚸 ⛔ 🚫 🚳 🚯 🚱 🚷 📵 ☢️ ☣️ ⬆️ ↗️ ➡️ ↘️ ⬇️ ↙️ ⬅️ ↖️ ↕️ ↔️ ↩️ ↪️ ⤴️ ⤵️ 🔃 🔄 🔙 🔚 🔛 🔜 🔝 🛜
        ♈ ♉ ♊ ♋ ♌ ♍ ♎ ♏ ♐ ♑ ♒ ♓ ⛎ 🔀 🔁 🔂 ▶️ ⏩ ⏭️ ⏯️ ◀️ ⏪ ⏮️ 🔼 ⏫ 🔽 ⏬ ⏸️ ⏹️ ⏺️ ⏏️ 🎦 🔅 🔆 📶 📳 📴 ✅ ☑️ ❌ ❎ ✳️ ✴️ ❇️ ♻️ ⭕
        #️⃣ *️⃣ 0️⃣ 1️⃣ 2️⃣ 3️⃣ 4️⃣ 5️⃣ 6️⃣ 7️⃣ 8️⃣ 9️⃣ 🔟 🔠 🔡 🔢 🔣 🔤 🅰️ 🆎 🅱️ 🆑 🆒 🆓 ℹ️ 🆔 Ⓜ️ 🆕 🆖 🅾️ 🆗 🅿️ 🆘 🆙 🆚 🈁 🈂️ 🈷️ 🈶 🈯 🉐 🈹 🈚 🈲 🉑 🈸
        🈴 🈳 ㊗️ ㊙️ 🈺 🈵 🛑 🚏 💠 🔘""",
    # Two letters each are a country's flag.
    "flag": """
        AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI
        CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN GQ GR GT
        GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
        MA MC MD ME MG MH MK ML MM MN MO MP MR MS MT MU MV MW MX MY MZ NA NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PN PR PS PT PW
        PY QA RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UN US
        UY UZ VA VC VE VG VI VN VU WS XK YE ZA ZM ZW""",
}


def text_of(name):
    """The characters of an emoji, as the list above names it."""
    if len(name) == 2 and name.isascii() and name.isalpha():
        return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in name)
    return name


def glyph_of(font, text):
    """The bitmap of an emoji, 128 x 128, transparent; refused if the font has no single glyph for it."""
    if round(font.getlength(text)) != 136:
        raise SystemExit(f"The font has no glyph of its own for {text!r}.")
    picture = Image.new("RGBA", (136, 160))
    ImageDraw.Draw(picture).text((0, 0), text, font=font, embedded_color=True)
    left, top, right, bottom = picture.getbbox()
    side = max(right - left, bottom - top)
    square = Image.new("RGBA", (side, side))
    square.paste(picture.crop((left, top, right, bottom)), ((side - right + left) // 2, (side - bottom + top) // 2))
    return square.resize((128, 128), Image.BICUBIC)


def alike(glyphs):
    """Groups of the numbers of glyphs that look alike."""
    small = []
    for glyph in glyphs:
        ground = Image.new("RGBA", glyph.size, (128, 128, 128, 255))
        small.append(Image.alpha_composite(ground, glyph).convert("RGB").resize((SIDE, SIDE), Image.BOX))
    groups = []
    for i, picture in enumerate(small):
        near = [g for g in groups if any(difference(picture, small[j]) < ALIKE for j in g)]
        groups = [g for g in groups if g not in near] + [sorted([i] + [j for g in near for j in g])]
    return sorted(groups)


def difference(one, other):
    return sum(ImageStat.Stat(ImageChops.difference(one, other)).mean) / 3


def parts(groups, dice):
    """Whole groups for the test until a fifth of the emoji is there; the others to learn from."""
    count = sum(len(group) for group in groups)
    order = groups[:]
    dice.shuffle(order)
    test = []
    for group in order:
        if len(test) + len(group) <= TEST_SHARE * count:
            test += group
    return {"train": [i for group in groups for i in group if i not in test], "test": sorted(test)}


def background(dice):
    """Four colours near one hue in the corners, with soft passages between them."""
    hue, saturation, value = dice.random(), dice.uniform(0.1, 0.7), dice.uniform(0.35, 0.95)
    corners = Image.new("RGB", (2, 2))
    for at in range(4):
        colour = colorsys.hsv_to_rgb(
            (hue + dice.uniform(-0.06, 0.06)) % 1,
            min(1, max(0, saturation + dice.uniform(-0.2, 0.2))),
            min(1, max(0, value + dice.uniform(-0.25, 0.25))),
        )
        corners.putpixel((at % 2, at // 2), tuple(round(255 * part) for part in colour))
    return corners.resize((SIDE * FINE, SIDE * FINE), Image.BILINEAR)


def drawn(glyph, dice):
    """One picture: the glyph shifted, scaled and turned a little on a background of its own."""
    side = round(dice.uniform(0.66, 0.94) * SIDE * FINE)
    turned = glyph.convert("RGBa").resize((side, side), Image.BICUBIC)
    turned = turned.rotate(dice.uniform(-15, 15), Image.BICUBIC, expand=True).convert("RGBA")
    room = 3 * FINE
    middle = SIDE * FINE // 2
    corner = [middle - turned.width // 2 + dice.randint(-room, room), middle - turned.height // 2 + dice.randint(-room, room)]
    layer = Image.new("RGBA", (SIDE * FINE, SIDE * FINE))
    layer.paste(turned, tuple(corner))
    whole = Image.alpha_composite(background(dice).convert("RGBA"), layer)
    return whole.convert("RGB").resize((SIDE, SIDE), Image.BOX).point(level)


def level(value):
    """The nearest of the 64 levels, as a byte."""
    return round(round(value / 255 * (LEVELS - 1)) * 255 / (LEVELS - 1))


def font_version(file):
    """The font's own words for its version: entry 5 of its name table."""
    data = Path(file).read_bytes()
    tables = struct.unpack(">H", data[4:6])[0]
    for at in range(12, 12 + 16 * tables, 16):
        if data[at : at + 4] == b"name":
            start = struct.unpack(">I", data[at + 8 : at + 12])[0]
            _, count, texts = struct.unpack(">HHH", data[start : start + 6])
            for entry in range(start + 6, start + 6 + 12 * count, 12):
                platform, _, _, name, length, offset = struct.unpack(">6H", data[entry : entry + 12])
                if name == 5:
                    raw = data[start + texts + offset : start + texts + offset + length]
                    return raw.decode("utf-16-be" if platform == 3 else "latin-1"), hashlib.sha256(data).hexdigest()
    raise SystemExit(f"{file} does not tell its version.")


def main():
    parser = argparse.ArgumentParser(description="Makes the embedded data set emoji.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--font", default=FONT)
    arguments = parser.parse_args()
    font = ImageFont.truetype(arguments.font, GLYPH_SIZE, layout_engine=ImageFont.Layout.RAQM)
    version, checksum = font_version(arguments.font)
    arguments.out.mkdir(parents=True, exist_ok=True)

    dice = random.Random(SEED)
    sheets = {part: Image.new("RGB", (ROW * SIDE, count * len(CLASSES) // ROW * SIDE)) for part, count in PER_CLASS.items()}
    rows = [f"# {version}; sha256 {checksum}; Pillow {PILLOW}", "part,class,emoji"]
    for number, (label, listed) in enumerate(CLASSES.items()):
        names = listed.split()
        if len(set(names)) != len(names):
            raise SystemExit(f"{label}: listed twice: {[n for n in names if names.count(n) > 1]}")
        glyphs = [glyph_of(font, text_of(name)) for name in names]
        for part, chosen in parts(alike(glyphs), dice).items():
            for i in chosen:
                rows.append(f"{part},{label}," + " ".join(f"{ord(letter):X}" for letter in text_of(names[i])))
            for k in range(PER_CLASS[part]):
                at = k * len(CLASSES) + number
                sheets[part].paste(drawn(glyphs[chosen[k % len(chosen)]], dice), (at % ROW * SIDE, at // ROW * SIDE))
            print(f"{label:10} {part:5} {len(chosen):4} emoji")
    for part, sheet in sheets.items():
        words = PngImagePlugin.PngInfo()
        words.add_text("Copyright", "Drawn from Noto Color Emoji, Copyright 2022 Google Inc., SIL Open Font License 1.1")
        sheet.save(arguments.out / f"{part}.png", optimize=True, pnginfo=words)
    (arguments.out / "emoji.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
