package com.plugipay.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a receipt printer prints of a text. */
class EscPosRollTest {
    private static final Charset CODE_PAGE = Charset.forName("IBM00858");

    private final EscPosRoll roll = new EscPosRoll(20);

    @Test
    void labelsAndValuesFillTheLine() {
        roll.pair("Kopi", "Rp 5.000")
                .pair("Gayo Takengon, biji sangrai", "Rp 150.000")
                .pair("Total yang diterima", "Rp 1.000.000.000,00")
                .rule();
        assertThat(lines())
                .containsExactly(
                        "Kopi        Rp 5.000",
                        "Gayo",
                        "Takengon,",
                        "biji",
                        "sangrai   Rp 150.000",
                        "Total yang diterima",
                        " Rp 1.000.000.000,00",
                        "--------------------");
    }

    @Test
    void aWordThatIsTooLongIsBroken() {
        roll.line("a " + "W".repeat(45)).space();
        assertThat(lines()).containsExactly("a", "W".repeat(20), "W".repeat(20), "WWWWW", "");
    }

    @Test
    void headingsAreCenteredAndBold() {
        assertThat(text(roll.heading("Toko").cut().getBytes()))
                .isEqualTo("\u001b@\u001bt\u0013\u001bE\u0001\u001ba\u0001Toko\n\u001ba\u0000\u001bE\u0000\u001dVB`");
    }

    /** A name could otherwise open the drawer with the money. */
    @Test
    void noTextBecomesACommand() {
        roll.line("A\u001bp\u0000\u0019\n\tB \u00a0 C\u0085\u2028D");
        assertThat(lines()).containsExactly("A p B C D");
    }

    @Test
    void whatThePrinterDoesNotHaveIsWrittenInAnotherWay() {
        roll.line("Łukasz – “Söhne” 2 × €5 陈").line("e\u0301 \ud83d\ude00 ŝ");
        assertThat(lines()).containsExactly("?ukasz - \"Söhne\" 2 ×", "€5 ?", "é ? s");
    }

    private List<String> lines() {
        String all = text(roll.cut().getBytes());
        return List.of(all.substring("\u001b@\u001bt\u0013".length(), all.lastIndexOf('\n'))
                .split("\n", -1));
    }

    private static String text(byte[] commands) {
        return new String(commands, CODE_PAGE);
    }
}
