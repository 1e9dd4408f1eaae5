package com.plugipay.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.json.Json;
import com.plugipay.text.WebAddress.Malformed;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as merchants write them, and as they are carried: as a browser does it (https://url.spec.whatwg.org). */
class WebAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example                        | https://shop.example",
                "HTTPS://Shop.example/A                      | https://Shop.example/A",
                "https://shop.example?order=1#paid           | https://shop.example?order=1#paid",
                "https://shop.example/a%20b?q=%C3%A9&r=a+b   | https://shop.example/a%20b?q=%C3%A9&r=a+b",
                "https://toko.example/terima-kasih?nama=José | https://toko.example/terima-kasih?nama=Jos%C3%A9",
                "https://toko.example/谢谢/8841               | https://toko.example/%E8%B0%A2%E8%B0%A2/8841",
                "https://toko.example/#/pesanan/🦁           | https://toko.example/#/pesanan/%F0%9F%A6%81",
                "https://tokoé.example/hook                  | https://xn--toko-epa.example/hook",
                "https://xn--toko-epa.example/               | https://xn--toko-epa.example/",
                "https://例え。テスト/                          | https://xn--r8jz45g.xn--zckzah/",
                "http://web_app:3000/hooks                   | http://web_app:3000/hooks",
                "http://_dmarc.shop.example/                 | http://_dmarc.shop.example/",
                "http://hooks.example./x                     | http://hooks.example./x",
                "https://shop.example:/x                     | https://shop.example/x",
                "https://shop.example:65535                  | https://shop.example:65535",
                "http://127.0.0.1:8080/                      | http://127.0.0.1:8080/",
                "http://[::1]:8443/ok                        | http://[::1]:8443/ok",
                "http://[2001:db8::7.8.9.10]/                | http://[2001:db8::7.8.9.10]/",
                "https://shop.example/a@b?c[]=1&d='x'~       | https://shop.example/a@b?c[]=1&d='x'~"
            })
    void isCarriedAsABrowserCarriesIt(String given, String carried) {
        assertThat(WebAddress.of(given).text()).isEqualTo(carried);
        assertThat(WebAddress.of(carried).text()).isEqualTo(carried);
        assertThat(carried).matches("[\\x21-\\x7e]+");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ftp://shop.example/                | absolute",
                "//shop.example/                    | absolute",
                "shop.example/hook                  | absolute",
                "javascript:alert(1)                | absolute",
                "https:/shop.example                | absolute",
                "https:///ok                        | no name of a host",
                "https://                           | no name of a host",
                "https://.                          | no name of a host",
                "https://shop.example../            | no name of a host",
                "https://:80/                       | no name of a host",
                "https://shop..example/             | letters, digits",
                "https://-shop.example/             | letters, digits",
                "https://shop%2eexample/            | letters, digits",
                "https://a,b.example/               | letters, digits",
                "https://[/                         | no host",
                "https://[::1]x/                    | no host",
                "https://a:b:80/                    | no host",
                "https://shop.example:8o/           | no host",
                "https://[]/                        | no IPv6",
                "https://[::1%25eth0]/              | no IPv6",
                "https://[1.2.3.4]/                 | no IPv6",
                "http://0177.0.0.1/                 | no IPv4",
                "http://127.1/                      | no IPv4",
                "http://2130706433/                 | no IPv4",
                "http://0x7f.0.0.0x1/               | no IPv4",
                "http://1.2.3.256/                  | no IPv4",
                "http://1.2.3.4.5/                  | no IPv4",
                "https://user@shop.example/         | user name",
                "https://user:pass@shop.example/    | user name",
                "https://shop.example:0/            | port",
                "https://shop.example:65536/        | port",
                "https://shop.example/100%          | %25",
                "https://shop.example/?a=%zz        | %25",
                "https://straße.example/            | xn--",
                "https://shop .example/             | blanks",
                "https://shop.example/a b           | blanks",
                "https://shop.example\\@evil.test/  | blanks",
                "https://shop.example/<script>      | blanks",
                "https://shop.example/{ID}          | blanks"
            })
    void isRefusedWithASentence(String given, String words) {
        assertThatThrownBy(() -> WebAddress.of(given))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(words)
                .message()
                .matches("[A-Z].*\\.")
                .doesNotContain("[A-Za-z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0000", "\t", "\r\nSet-Cookie: a=b", "\u007f", "\u0085", "\u00a0", "\u2028", "\u3000", " "})
    void noBlankAndNoControlCharacterIsCarried(String character) {
        for (String given : new String[] {
            character + "https://a.example/", "https://a.example/" + character, "https://a" + character + ".example"
        }) {
            assertThatThrownBy(() -> WebAddress.of(given)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void hasALength() {
        String longest = "https://shop.example/" + "x".repeat(WebAddress.LONGEST - 21);
        assertThat(WebAddress.of(longest).text()).isEqualTo(longest);
        assertThatThrownBy(() -> WebAddress.of(longest + "x")).hasMessageContaining("2048");
        assertThatThrownBy(() -> WebAddress.of("https://shop.example/" + "é".repeat(400)))
                .hasMessageContaining("2048");
        assertThatThrownBy(() -> WebAddress.of("https://" + "a".repeat(64) + ".example"))
                .hasMessageContaining("63");
        assertThatThrownBy(() -> WebAddress.of("https://" + "a.".repeat(127) + "example"))
                .hasMessageContaining("host");
    }

    @Test
    void knowsWhatARequestNeeds() {
        WebAddress full = WebAddress.of("https://web-app.example:8443/a/é?x=1#y");
        assertThat(full.host()).isEqualTo("web-app.example");
        assertThat(full.port()).isEqualTo(8443);
        assertThat(full.target()).isEqualTo("/a/%C3%A9?x=1");
        assertThat(full.isSecure()).isTrue();
        assertThat(full.hasFragment()).isTrue();
        WebAddress bare = WebAddress.of("http://web_app?x=1");
        assertThat(bare.host()).isEqualTo("web_app");
        assertThat(bare.port()).isEqualTo(80);
        assertThat(bare.target()).isEqualTo("/?x=1");
        assertThat(WebAddress.of("https://[::1]").host()).isEqualTo("[::1]");
        assertThat(WebAddress.of("https://[::1]").port()).isEqualTo(443);
    }

    @Test
    void whatWasAcceptedOnceIsStillRead() {
        for (String stored :
                new String[] {"https://shop.example/100%", "https://shop.example:99999999/é", "HTTP://a b/"}) {
            WebAddress read = WebAddress.stored(stored);
            assertThat(read.text()).isEqualTo(stored.replace("é", "%C3%A9"));
            assertThat(read.port()).isPositive();
            assertThat(Json.MAPPER.convertValue(stored, WebAddress.class)).isEqualTo(read);
        }
        assertThatThrownBy(() -> WebAddress.stored("javascript:alert(1)")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Json.text(WebAddress.of("https://shop.example/é"))).isEqualTo("\"https://shop.example/%C3%A9\"");
        assertThat(URI.create(WebAddress.of("https://tokoé.example/é?ü#ß").text())
                        .getHost())
                .isEqualTo("xn--toko-epa.example");
    }
}
