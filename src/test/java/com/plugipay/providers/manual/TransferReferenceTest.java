package com.plugipay.providers.manual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The code on a bank statement. */
class TransferReferenceTest {
    @Test
    void itIsTheSameEachTimeAndHasNoLettersThatLookLikeDigits() {
        assertThat(TransferReference.of("pay_1")).isEqualTo(TransferReference.of("pay_1"));
        List<String> references = IntStream.range(0, 200)
                .mapToObj(i -> TransferReference.of("pay_" + i))
                .toList();
        assertThat(references).doesNotHaveDuplicates().allMatch(reference -> reference.matches("T-[2-9A-HJ-NP-Z]{7}"));
        assertThat(String.join("", references)).doesNotContain("L", "O", "I", "0", "1");
    }
}
