package com.plugipay.providers.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The code on a bank statement: a mistyped code is refused. */
class TransferReferenceTest {
    private static final String TYPEABLE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ- ";

    static Stream<String> references() {
        return IntStream.range(0, 50)
                .mapToObj(i -> TransferReference.of("pay_" + i))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("references")
    void everySingleMistypedCharacterIsFound(String reference) {
        assertThat(TransferReference.isValid(reference)).isTrue();
        for (int i = 2; i < reference.length(); i++) {
            String before = reference.substring(0, i);
            String after = reference.substring(i + 1);
            char right = reference.charAt(i);
            assertThat(TYPEABLE.chars()
                            .filter(typed -> typed != right)
                            .mapToObj(typed -> before + (char) typed + after))
                    .noneMatch(TransferReference::isValid);
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void everySwapOfNeighboursIsFound(String reference) {
        for (int i = 2; i + 1 < reference.length(); i++) {
            char one = reference.charAt(i);
            char other = reference.charAt(i + 1);
            if (one != other) {
                String wrong = reference.substring(0, i) + other + one + reference.substring(i + 2);
                assertThat(TransferReference.isValid(wrong))
                        .as(reference + " as " + wrong)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("references")
    void aCharacterTooFewOrTooManyIsFound(String reference) {
        assertThat(TransferReference.isValid(reference.substring(0, reference.length() - 1)))
                .isFalse();
        assertThat(TransferReference.isValid(reference + '2')).isFalse();
        assertThat(TransferReference.isValid(reference.substring(2))).isFalse();
    }

    @Test
    void isStableAndHasNoLettersThatLookLikeDigits() {
        assertThat(TransferReference.of("pay_1")).isEqualTo(TransferReference.of("pay_1"));
        List<String> references = references().toList();
        assertThat(references).doesNotHaveDuplicates().allMatch(reference -> reference.matches("T-[2-9A-HJ-NP-Z]{7}"));
        assertThat(String.join("", references)).doesNotContain("L", "O", "I", "0", "1");
    }

    @Test
    void caseAndBlanksAroundDoNotMatter() {
        String reference = TransferReference.of("pay_1").getFirst();
        assertThat(TransferReference.isValid(" " + reference.toLowerCase(Locale.ROOT) + "\n"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "T-", "T-2222222x", "X-2222222", "T-ıııııı2", "T-😀😀😀2", "T-\u0000222222"})
    void refusesInvalidReferences(String text) {
        assertThat(TransferReference.isValid(text)).isFalse();
    }
}
