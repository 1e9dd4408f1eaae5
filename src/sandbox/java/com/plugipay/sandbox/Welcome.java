package com.plugipay.sandbox;

import java.nio.file.Path;

/** What a newcomer reads after the first command. */
final class Welcome {
    private Welcome() {}

    static String text(DemoFile demo, Path data, String sandboxUrl) {
        return """

                Plugipay is running, in development mode.

                  Demo shop      %1$s          buy something, pay as you like
                  Its desk       %1$s/desk     confirm the transfer, as the merchant
                  Providers      %8$s/control  scan, pay, decline; make them fail
                  API            %2$s/v1
                  API, to try    %3$s

                  Test key       %4$s
                  Secret         %5$s

                  curl -sw "\\n" %2$s/v1/checkout-sessions \\
                    -H 'Authorization: Bearer %6$s' \\
                    -H 'Content-Type: application/json' \\
                    -d '{"amount":150000,"currency":"IDR","successUrl":"%1$s","cancelUrl":"%1$s"}'

                The same for scripts is in %7$s/dev.json. The database and a master key made for it are in %7$s.
                Ctrl-C stops everything.
                """.formatted(
                        demo.shopUrl(),
                        demo.baseUrl(),
                        demo.docsUrl(),
                        demo.keyId(),
                        demo.secret(),
                        demo.key(),
                        data,
                        sandboxUrl);
    }
}
