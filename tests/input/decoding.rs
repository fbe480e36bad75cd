//! Is the text right, whatever encoding it comes in?

use encoding_rs::{EUC_KR, Encoding, GB18030, KOI8_R, SHIFT_JIS, WINDOWS_1252, WINDOWS_1258};
use phin::source::decode::{Decoded, decode};

const VIETNAMESE: &str = "Hội đồng nhân dân xã đã duyệt dự án xây cầu gỗ mới bắc qua con suối nhỏ.\n\
    Bà Lê Thị Hồng nói rằng công việc sẽ bắt đầu vào mùa xuân năm tới.\n";

fn text(bytes: &[u8]) -> Decoded {
    decode(bytes, false, None)
}

fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

/// Vietnamese as windows-1258 writes it: the tone as a letter of its own behind the vowel.
fn windows_1258(text: &str) -> Vec<u8> {
    let map = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd();
    let compose = icu_normalizer::ComposingNormalizerBorrowed::new_nfc();
    let mut bytes = Vec::new();
    for letter in text.chars() {
        let whole = letter.to_string();
        let (plain, _, unmappable) = WINDOWS_1258.encode(&whole);
        if !unmappable {
            bytes.extend_from_slice(&plain);
            continue;
        }
        let parts: String = map.normalize(&whole).into_owned();
        let is_tone =
            |mark: &char| matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
        let base: String = parts.chars().filter(|part| !is_tone(part)).collect();
        let tone: String = parts.chars().filter(is_tone).collect();
        bytes.extend(encoded(&(compose.normalize(&base).into_owned() + &tone), WINDOWS_1258));
    }
    bytes
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn a_byte_order_mark_decides_and_does_not_reach_the_text() {
    let with = |mark: &[u8], body: Vec<u8>| text(&[mark, &body].concat());
    let utf32 = |number: fn(u32) -> [u8; 4]| {
        VIETNAMESE.chars().flat_map(|letter| number(letter.into())).collect::<Vec<u8>>()
    };
    let cases = [
        (with(b"\xef\xbb\xbf", VIETNAMESE.into()), "UTF-8"),
        (with(b"\xff\xfe", utf16(VIETNAMESE, u16::to_le_bytes)), "UTF-16LE"),
        (with(b"\xfe\xff", utf16(VIETNAMESE, u16::to_be_bytes)), "UTF-16BE"),
        (with(b"\xff\xfe\0\0", utf32(u32::to_le_bytes)), "UTF-32LE"),
        (with(b"\0\0\xfe\xff", utf32(u32::to_be_bytes)), "UTF-32BE"),
    ];
    for (decoded, encoding) in cases {
        let expected = Decoded { text: VIETNAMESE.to_owned(), encoding, warnings: Vec::new() };
        assert_eq!(decoded, expected);
    }
}

#[test]
fn utf16_without_a_mark_shows_in_its_zero_bytes() {
    for sentence in
        [VIETNAMESE, "The bridge opens in May.", "다리는 5월에 열린다. 시장이 말했다. 12일"]
    {
        assert_eq!(text(&utf16(sentence, u16::to_le_bytes)).text, sentence);
        let decoded = text(&utf16(sentence, u16::to_be_bytes));
        assert_eq!((decoded.text.as_str(), decoded.encoding), (sentence, "UTF-16BE"));
    }
}

#[test]
fn undeclared_encodings_are_told_by_their_letters() {
    let cases = [
        (WINDOWS_1252, "Die Größe der Fußgängerzone überrascht die Gäste aus Köln und München."),
        (KOI8_R, "Совет посёлка утвердил план нового деревянного моста через ручей."),
        (SHIFT_JIS, "村議会は小川にかかる新しい木の橋の計画を承認した。工事は春に始まる。"),
        (EUC_KR, "마을 의회는 개울을 건너는 새 나무다리 계획을 승인했다. 공사는 봄에 시작된다."),
        (GB18030, "村议会批准了在小溪上修建新木桥的计划。工程将于明年春天开始。"),
    ];
    for (encoding, sentence) in cases {
        assert_eq!(text(&encoded(sentence, encoding)).text, sentence, "{}", encoding.name());
    }
}

#[test]
fn vietnamese_windows_1258_is_composed() {
    let decoded = text(&windows_1258(VIETNAMESE));
    assert_eq!((decoded.text.as_str(), decoded.encoding), (VIETNAMESE, "windows-1258"));
    let italian = "Il ponte è più lungo però ciò che può servire è già là; così sarà.";
    assert_eq!(text(&encoded(italian, WINDOWS_1252)).text, italian);
}

#[test]
fn a_declared_charset_decides_unless_the_bytes_contradict() {
    let declared = |charset: &str, letters: &[u8]| {
        let head = format!("<html><head><meta charset='{charset}'></head><body>");
        decode(&[head.as_bytes(), letters].concat(), true, None)
    };
    assert_eq!(declared("koi8-r", &encoded("Мост", KOI8_R)).encoding, "KOI8-R");
    assert_eq!(declared("iso-8859-1", VIETNAMESE.as_bytes()).encoding, "UTF-8");
    assert_eq!(declared("utf-16", VIETNAMESE.as_bytes()).encoding, "UTF-8");
    let german = encoded("Größe und Fußgänger überall", WINDOWS_1252);
    assert!(declared("utf-8", &german).text.ends_with("Größe und Fußgänger überall"));
    assert!(declared("euc-kr", &german).text.ends_with("Größe und Fußgänger überall"));
    let korean = "마을 의회는 개울을 건너는 새 나무다리 계획을 승인했다.";
    assert!(declared("iso-8859-1", &encoded(korean, EUC_KR)).text.ends_with(korean));
    let xml = b"<?xml version='1.0' encoding='windows-1251'?><html><p>\xcc\xee\xf1\xf2</p>";
    assert!(decode(xml, true, None).text.contains("Мост"));
    let iso_2022_jp = b"<meta charset=iso-2022-jp><p>\x1b$B66\x1b(B</p>";
    assert!(decode(iso_2022_jp, true, None).text.contains('橋'));
}

#[test]
fn a_line_in_another_encoding_is_decoded_alone() {
    let odd = encoded("Fußgänger über Größe\n", WINDOWS_1252);
    let bytes = [VIETNAMESE.as_bytes(), &odd, VIETNAMESE.as_bytes()].concat();
    let decoded = text(&bytes);
    assert_eq!(decoded.text, format!("{VIETNAMESE}Fußgänger über Größe\n{VIETNAMESE}"));
    assert_eq!(decoded.warnings, ["mixed_encoding"]);
}

#[test]
fn a_text_cut_inside_a_letter_loses_that_letter_alone() {
    let whole = format!("{VIETNAMESE}ễ");
    let decoded = text(&whole.as_bytes()[..whole.len() - 1]);
    assert_eq!(decoded.text, format!("{VIETNAMESE}\u{fffd}"));
    assert_eq!(decoded.warnings, ["cut_utf8"]);
}

#[test]
fn control_characters_become_visible_and_line_ends_one() {
    let decoded = text(b"a\0b\x1b[31m\r\nc\rd\x0ce\tf");
    assert_eq!(decoded.text, "a\u{fffd}b\u{fffd}[31m\nc\nd\ne\tf");
    assert_eq!(decoded.warnings, ["control_characters"]);
    assert_eq!(text("a\u{2028}b\u{2029}c\u{85}".as_bytes()).text, "a\nb\nc\u{fffd}");
}

#[test]
fn decomposed_letters_are_composed_and_invisible_ones_stay() {
    assert_eq!(
        text("e\u{302}\u{301} a\u{200b}b\u{ad}c\u{202e}".as_bytes()).text,
        "ế a\u{200b}b\u{ad}c\u{202e}"
    );
}

#[test]
fn text_misread_as_windows_1252_is_repaired_only_if_every_letter_agrees() {
    let misread =
        |text: &str| WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    let once = misread(VIETNAMESE);
    let decoded = text(once.as_bytes());
    assert_eq!(decoded.text, VIETNAMESE);
    assert_eq!(decoded.warnings, ["mojibake_repaired"]);
    assert_eq!(text(misread(&once).as_bytes()).text, VIETNAMESE);

    let spoilt = format!("{once}Một chữ đúng");
    let decoded = text(spoilt.as_bytes());
    assert_eq!(decoded.text, spoilt.replace('\u{8f}', "\u{fffd}"));
    assert_eq!(decoded.warnings, ["mojibake", "control_characters"]);
    for right in ["Ça va à Orléans, dit-elle.", "Ñandú, caña, así.", "Größe ½ “zitiert” – ©"]
    {
        assert_eq!(
            text(right.as_bytes()),
            Decoded { text: right.to_owned(), encoding: "UTF-8", warnings: vec![] }
        );
    }
}

#[test]
fn bullets_and_pound_signs_are_no_vietnamese() {
    let page =
        "\u{2022} Home\n".repeat(30) + "The lamp costs £500, the wick £11million in old coins.\n";
    let decoded = text(page.as_bytes());
    assert_eq!((decoded.text, decoded.warnings), (page, Vec::<String>::new()));
}

#[test]
fn vietnamese_from_before_unicode_is_told_by_its_syllables() {
    let viscii = b"H\xb5i \xf0\xb0ng nh\xe2n d\xe2n x\xe3 \xf0\xe3 duy\xaet d\xf1 \xe1n x\xe2y c\xa5u g\xb2 m\xbei b\xa1c \
        qua con su\xafi nh\xf6.\nB\xe0 L\xea Th\xb8 H\xb0ng n\xf3i r\xa2ng c\xf4ng vi\xaec s\xa8 b\xa1t \xf0\xa5u v\xe0o m\xf9a \
        xu\xe2n n\xe5m t\xbei.\n";
    let tcvn3 = b"H\xe9i \xae\xe5ng nh\xa9n d\xa9n x\xb7 \xae\xb7 duy\xd6t d\xf9 \xb8n x\xa9y c\xc7u g\xe7 m\xedi b\xbec \
        qua con su\xe8i nh\xe1.\nB\xb5 L\xaa Th\xde H\xe5ng n\xe3i r\xbbng c\xabng vi\xd6c s\xcf b\xbet \xae\xc7u v\xb5o m\xefa \
        xu\xa9n n\xa8m t\xedi.\n";
    let vni = encoded(
        "Hoäi ñoàng nhaân daân xaõ ñaõ duyeät döï aùn xaây caàu goã môùi baéc qua con suoái nhoû.\n\
        Baø Leâ Thò Hoàng noùi raèng coâng vieäc seõ baét ñaàu vaøo muøa xuaân naêm tôùi.\n",
        WINDOWS_1252,
    );
    for (bytes, name) in [(viscii.as_slice(), "VISCII"), (tcvn3, "TCVN3"), (&vni, "VNI")] {
        let decoded = text(bytes);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (VIETNAMESE, name));
        assert!(decoded.warnings.is_empty());
        // The same, read as windows-1252 and saved as UTF-8.
        let saved = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        let decoded = text(saved.as_bytes());
        assert_eq!((decoded.text.as_str(), decoded.encoding), (VIETNAMESE, name));
        assert_eq!(decoded.warnings, ["mojibake_repaired"]);
    }
    for other in [
        "Le maire a été élu à l'unanimité après une séance très animée, où l'on a évoqué la forêt, l'école, le musée, \
         la fête et même le château délabré du côté du cimetière.",
        "Über die Brücke fährt künftig täglich ein Zug; für Fußgänger wäre außerdem ein Weg möglich, erklärte der Bürgermeister.",
        "Não há razão para alarme: a situação está sob controle, disse o capitão, que já pôs à disposição três camiões.",
    ] {
        assert_eq!(text(&encoded(other, WINDOWS_1252)).text, other);
        assert_eq!(text(other.as_bytes()).text, other);
    }
}
