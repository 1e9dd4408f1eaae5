package com.plugipay.pages.codes;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.pages.SampleViews;
import com.plugipay.sandbox.kit.Qris;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a wallet says is paid; a code that a wallet would refuse names nobody. */
class QrPayeeTest {
    /** EMV QR Code Specification for Payment Systems, Merchant-Presented Mode, 1.1, 6.2: its example. */
    private static final String EMV_EXAMPLE =
            "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN"
                    + "5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233"
                    + "030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A";

    @Test
    void readsTheNameAndTheNationalId() {
        assertThat(QrPayee.of(SampleViews.QR)).contains(new QrPayee("PT Senja Kopi", "ID1024313642889"));
        assertThat(QrPayee.of(Qris.encode("TEST ONLY TOKO CONTOH", 95_000, "X1")))
                .contains(new QrPayee("TEST ONLY TOKO CONTOH", "ID1000000000000"));
        assertThat(QrPayee.of(EMV_EXAMPLE)).contains(new QrPayee("BEST TRANSPORT", null));
    }

    @Test
    void aCodeWithAnyCharacterChangedNamesNobody() {
        for (int i = 0; i < SampleViews.QR.length() - 4; i++) {
            char changed = SampleViews.QR.charAt(i) == '7' ? '8' : '7';
            String damaged = SampleViews.QR.substring(0, i) + changed + SampleViews.QR.substring(i + 1);
            assertThat(QrPayee.of(damaged)).as(damaged).isEmpty();
        }
        for (int i = 0; i < SampleViews.QR.length(); i++) {
            assertThat(QrPayee.of(SampleViews.QR.substring(0, i))).isEmpty();
            assertThat(QrPayee.of(SampleViews.QR.substring(i + 1))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No name, an empty one, a blank one, one that is too long, with a control character, and two of them.
                "5802ID",
                "5900",
                "5903   ",
                "592612345678901234567890123456",
                "5903A\tB",
                "5901A5901B",
                // Not ASCII, and a mark that turns the direction of the text.
                "5902éé",
                "5903A\u202eB",
                // Lengths that are too large, that are no number, and a template that cannot be read.
                "5909Kopi",
                "59x4Kopi",
                "59-4Kopi",
                "5904Kopi5104ABCD",
                "5904Kopi99"
            })
    void aCodeThatIsNotAsItShouldBeNamesNobody(String objects) {
        assertThat(QrPayee.of(signed("000201" + objects))).isEmpty();
    }

    @Test
    void onlyTheNationalTemplateHasANationalId() {
        assertThat(QrPayee.of(signed("000201" + "26350007COM.OVO0215ID10243136428890301U" + "5904Kopi")))
                .contains(new QrPayee("Kopi", null));
        assertThat(QrPayee.of(signed("000201" + "51230014ID.CO.QRIS.WWW0201X" + "5904Kopi")))
                .contains(new QrPayee("Kopi", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "6304", "https://pay.example/c/1", "0002016304"})
    void otherTextsNameNobody(String text) {
        assertThat(QrPayee.of(text)).isEmpty();
    }

    private static String signed(String objects) {
        String unsigned = objects + "6304";
        return unsigned + Qris.checksum(unsigned);
    }
}
