package com.plugipay.providers.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CutTextTest {
    private static final String LION = "\ud83e\udd81";
    private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";

    @Test
    void cutsWhereACharacterEnds() {
        assertThat(CutText.toUnits("abc", 3)).isEqualTo("abc");
        assertThat(CutText.toUnits("abcd", 3)).isEqualTo("abc");
        assertThat(CutText.toUnits("x".repeat(49) + LION + "y", 50)).isEqualTo("x".repeat(49));
        assertThat(CutText.toUnits("x".repeat(48) + LION + "y", 50)).isEqualTo("x".repeat(48) + LION);
        assertThat(CutText.toUnits(LION.repeat(250), 50)).isEqualTo(LION.repeat(25));
        assertThat(CutText.toUnits(FAMILY.repeat(10), 50)).isEqualTo(FAMILY.repeat(6));
        assertThat(CutText.toUnits("ab" + FAMILY, 9)).isEqualTo("ab");
        assertThat(CutText.toUnits("e\u0301".repeat(60), 51)).isEqualTo("e\u0301".repeat(25));
        assertThat(CutText.toUnits("a\r\nb", 2)).isEqualTo("a");
    }

    @Test
    void aHeapOfMarksIsCutAllTheSame() {
        assertThat(CutText.toUnits("e" + "\u0301".repeat(99), 50)).hasSize(50);
        assertThat(CutText.toUnits(FAMILY, 7)).isEqualTo(FAMILY.substring(0, 6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 19, 20, 50, 127})
    void neverHalvesASurrogatePair(int most) {
        String cut = CutText.toUnits((LION + "e\u0301" + FAMILY).repeat(40), most);
        assertThat(cut.length()).isLessThanOrEqualTo(most);
        assertThat(cut.isEmpty() || !Character.isHighSurrogate(cut.charAt(cut.length() - 1)))
                .isTrue();
    }
}
