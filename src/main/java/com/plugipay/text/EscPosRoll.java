package com.plugipay.text;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A text for receipt printers, in the commands of Epson's ESC/POS, which those of other makers understand too (Epson, ESC/POS
 * Command Reference). What the code page of western Europe does not have is written without its accents, or as a question
 * mark. No text ever becomes a command.
 */
public final class EscPosRoll {
    private static final Charset CODE_PAGE = Charset.forName("IBM00858");
    private static final byte[] INITIALIZE = {0x1B, '@'};
    private static final byte[] SELECT_CODE_PAGE = {0x1B, 't', 19};
    private static final byte[] LEFT = {0x1B, 'a', 0};
    private static final byte[] CENTER = {0x1B, 'a', 1};
    private static final byte[] BOLD = {0x1B, 'E', 1};
    private static final byte[] REGULAR = {0x1B, 'E', 0};
    private static final byte[] FEED_AND_CUT = {0x1D, 'V', 66, 96};

    /** A label that has less room than this stands on a line of its own. */
    private static final int SHORTEST_LABEL = 8;

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Map<Character, String> PLAIN =
            Map.of('–', "-", '—', "-", '‘', "'", '’', "'", '“', "\"", '”', "\"", '•', "*");

    private final CharsetEncoder encoder = CODE_PAGE.newEncoder();
    private final Buffer commands = Buffer.buffer().appendBytes(INITIALIZE).appendBytes(SELECT_CODE_PAGE);
    private final int columns;

    /** @param columns how many characters a line has */
    public EscPosRoll(int columns) {
        this.columns = columns;
    }

    /** In the middle and bold. */
    public EscPosRoll heading(String text) {
        return styled(BOLD, REGULAR, () -> center(text));
    }

    public EscPosRoll center(String text) {
        return styled(CENTER, LEFT, () -> line(text));
    }

    public EscPosRoll line(String text) {
        wrapped(printable(text), columns).forEach(this::print);
        return this;
    }

    /** A label on the left, and what it stands for on the right. */
    public EscPosRoll pair(String label, String value) {
        String right = printable(value);
        int room = columns - right.length() - 1;
        List<String> left = wrapped(printable(label), room < SHORTEST_LABEL ? columns : room);
        String last = left.getLast();
        if (last.length() <= room) {
            left.removeLast();
            left.forEach(this::print);
            return print(last + " ".repeat(columns - last.length() - right.length()) + right);
        }
        left.forEach(this::print);
        wrapped(right, columns).forEach(line -> print(" ".repeat(columns - line.length()) + line));
        return this;
    }

    public EscPosRoll boldPair(String label, String value) {
        return styled(BOLD, REGULAR, () -> pair(label, value));
    }

    public EscPosRoll rule() {
        return print("-".repeat(columns));
    }

    public EscPosRoll space() {
        return print("");
    }

    /** The commands, at whose end the paper is cut. */
    public Buffer cut() {
        return commands.copy().appendBytes(FEED_AND_CUT);
    }

    private EscPosRoll styled(byte[] begin, byte[] end, Runnable text) {
        commands.appendBytes(begin);
        text.run();
        commands.appendBytes(end);
        return this;
    }

    private EscPosRoll print(String line) {
        commands.appendBytes(line.getBytes(CODE_PAGE)).appendByte((byte) '\n');
        return this;
    }

    /** As the printer has it, on one line and without control characters. */
    private String printable(String text) {
        StringBuilder printable = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .forEach(character -> printable.append(printable(character)));
        return printable.toString().strip();
    }

    private String printable(int codePoint) {
        if (Character.isISOControl(codePoint) || Character.isSpaceChar(codePoint)) {
            return " ";
        }
        String character = Character.toString(codePoint);
        if (encoder.canEncode(character)) {
            return character;
        }
        String plain = Normalizer.normalize(PLAIN.getOrDefault(character.charAt(0), character), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        return encoder.canEncode(plain) ? plain : "?";
    }

    /** At least one line. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : SPACES.splitAsStream(text).toList()) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
