package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A language list that is longer than any browser's is not parsed, because that takes quadratic time. */
class LongLanguageListTest {
    @Test
    void aVeryLongLanguageListIsIgnored() {
        assertThat(Texts.from("id" + ",a".repeat(99)).lang()).isEqualTo("id");
        assertThat(Texts.from("id" + ",a".repeat(100)).lang()).isEqualTo("en");
        assertThat(Texts.from("id,".repeat(2700)).lang()).isEqualTo("en");
    }
}
