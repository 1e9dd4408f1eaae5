package com.plugipay.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Whatever colour a business chooses, it can be read. */
class AccentTest {
    private static final Random RANDOM = new Random(7);

    @RepeatedTest(200)
    void everyColourCanBeRead() {
        String chosen = "#%06X".formatted(RANDOM.nextInt(0x1000000));
        readable(Accent.light(chosen), "#ffffff", chosen);
        readable(Accent.dark(chosen), "#171e1b", chosen);
    }

    @Test
    void soCanTheExtremes() {
        for (String chosen : new String[] {"#000000", "#FFFFFF", "#FFFF00", "#0000FF", "#808080"}) {
            readable(Accent.light(chosen), "#ffffff", chosen);
            readable(Accent.dark(chosen), "#171e1b", chosen);
        }
    }

    @Test
    void aColourThatCanBeReadStays() {
        assertThat(Accent.light("#0F5F4E").color()).isEqualTo(Accent.STANDARD);
    }

    private static void readable(Accent accent, String paper, String chosen) {
        assertThat(contrast(accent.color(), paper)).as(chosen).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(accent.color(), accent.soft())).as(chosen).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(accent.color(), accent.onColor())).as(chosen).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(accent.hover(), accent.onColor())).as(chosen).isGreaterThanOrEqualTo(4.5);
    }

    private static double contrast(String one, String other) {
        return Rgb.of(one).contrast(Rgb.of(other));
    }
}
