package com.plugipay.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponseExcerptTest {
    @Test
    void isNullWithoutAnythingToShow() {
        assertThat(textOf()).isNull();
        assertThat(textOf(Buffer.buffer())).isNull();
        assertThat(textOf(Buffer.buffer(" \r\n\t"))).isNull();
        assertThat(textOf(Buffer.buffer("\0\u0001"))).isNull();
    }

    @Test
    void keepsTheFirstKibibyteOfManyParts() {
        assertThat(textOf(Buffer.buffer("a".repeat(600)), Buffer.buffer("b".repeat(600)), Buffer.buffer("c")))
                .isEqualTo("a".repeat(600) + "b".repeat(424));
    }

    @Test
    void leavesOutACharacterThatTheLimitCuts() {
        assertThat(textOf(Buffer.buffer("a".repeat(1023) + "\u00fc"))).isEqualTo("a".repeat(1023));
        assertThat(textOf(Buffer.buffer("a".repeat(1021) + "\uD83D\uDE00"))).isEqualTo("a".repeat(1021));
        assertThat(textOf(Buffer.buffer("a".repeat(1020) + "\uD83D\uDE00"))).endsWith("a\uD83D\uDE00");
    }

    @Test
    void joinsACharacterThatComesInTwoParts() {
        Buffer character = Buffer.buffer("\u00fc");

        assertThat(textOf(character.getBuffer(0, 1), character.getBuffer(1, 2))).isEqualTo("\u00fc");
    }

    @Test
    void marksWhatIsNotUtf8() {
        assertThat(textOf(Buffer.buffer(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3})))
                .isEqualTo("a\uFFFDb\uFFFD");
        assertThat(textOf(Buffer.buffer(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})))
                .doesNotContain("\uD800")
                .matches("\uFFFD+");
    }

    @Test
    void dropsControlCharactersButTabsAndLineEnds() {
        assertThat(textOf(Buffer.buffer("a\0b\u001b[31mc\u0085d\u007fe\tf\r\ng")))
                .isEqualTo("ab[31mcde\tf\r\ng");
    }

    private static @Nullable String textOf(Buffer... parts) {
        Buffer body = Buffer.buffer();
        for (Buffer part : parts) {
            body.appendBuffer(part);
        }
        return ResponseExcerpt.text(body);
    }
}
