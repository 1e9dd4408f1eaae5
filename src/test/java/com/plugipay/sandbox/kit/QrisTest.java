package com.plugipay.sandbox.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QrisTest {
    @Test
    void saysWhatIsPaidToWhom() {
        String code = Qris.encode("TEST ONLY TOKO CONTOH", 150_000, "0e0f3a526a4c4a539a27");
        assertThat(code).startsWith("000201010212").hasSizeLessThan(512);
        assertThat(Qris.decode(code))
                .containsEntry("53", "360")
                .containsEntry("54", "150000")
                .containsEntry("58", "ID")
                .containsEntry("59", "TEST ONLY TOKO CONTOH")
                .containsKeys("26", "51", "62", "63");
    }

    /** The check value of CRC-16/CCITT-FALSE in every catalogue of checksums. */
    @Test
    void countsAsTheStandardDoes() {
        assertThat(Qris.checksum("123456789")).isEqualTo("29B1");
    }

    @Test
    void refusesWhatIsNone() {
        String code = Qris.encode("TEST ONLY TOKO CONTOH", 1, "x");
        assertThatThrownBy(() -> Qris.decode("hello")).hasMessage("This is not a QRIS code");
        assertThatThrownBy(() -> Qris.decode(code.replace("TOKO", "TOKE"))).hasMessageContaining("checksum");
        String cut = code.substring(0, code.length() - 20) + "6304";
        assertThatThrownBy(() -> Qris.decode(cut + Qris.checksum(cut))).hasMessageContaining("cut off");
    }
}
