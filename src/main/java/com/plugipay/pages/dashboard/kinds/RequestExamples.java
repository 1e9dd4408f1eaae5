package com.plugipay.pages.dashboard.kinds;

import com.plugipay.pages.dashboard.view.Block;
import java.util.List;

/** The first request with a key, as programs in several languages make it. */
final class RequestExamples {
    private final String api;

    /** @param api where the API of this gateway is */
    RequestExamples(String api) {
        this.api = api;
    }

    /** @param key the key for the Authorization header, or what stands for it */
    List<Block> with(String key) {
        return List.of(
                new Block("curl", List.of(), """
                        curl %s/payments \\
                          -H 'Authorization: Bearer %s'""".formatted(api, key)),
                new Block("Node.js", List.of(), """
                        const response = await fetch("%s/payments", {
                          headers: { Authorization: "Bearer %s" },
                        });
                        console.log(await response.json());""".formatted(api, key)),
                new Block("Python", List.of(), """
                        import json, urllib.request

                        request = urllib.request.Request(
                            "%s/payments",
                            headers={"Authorization": "Bearer %s"},
                        )
                        with urllib.request.urlopen(request) as response:
                            print(json.load(response))""".formatted(api, key)));
    }
}
