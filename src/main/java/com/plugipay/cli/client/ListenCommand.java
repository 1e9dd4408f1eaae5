package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.auth.Signature;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.send.WebhookSignature;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Forwards each new event to an address, such as a server on the same laptop, as a webhook endpoint would get it. It asks for
 * events every second, so that it works behind any firewall, and goes on by itself when the gateway was away.
 */
@Command(
        name = "listen",
        description = "forward each new event to an address, such as one of this machine, as webhooks are delivered",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ListenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess access;

    @Option(
            names = "--forward",
            paramLabel = "URL",
            description = "such as http://localhost:3000/hooks; else only shown")
    private @Nullable URI forward;

    @Override
    public Integer call() {
        PrintWriter output = spec.commandLine().getOut();
        PrintWriter notes = spec.commandLine().getErr();
        try (ApiClient api = access.client()) {
            NewEvents events = UntilReached.ask(() -> new NewEvents(api), api.address(), notes);
            Secret secret = secret(api.key());
            if (!access.isJson()) {
                output.println("Waiting for events. Deliveries are signed with " + secret.reveal()
                        + ", which is the same each time for the same key.");
                output.flush();
            }
            @Nullable Forwarding forwarding = forward == null ? null : new Forwarding(forward, secret, notes);
            do {
                UntilReached.ask(events::next, api.address(), notes).forEach(event -> show(event, forwarding));
            } while (events.hasMore() || Pause.ofASecond());
        }
        return 0;
    }

    private void show(JsonNode event, @Nullable Forwarding forwarding) {
        PrintWriter output = spec.commandLine().getOut();
        String outcome = forwarding == null ? "" : forwarding.deliver(event);
        output.println(access.isJson() ? event.toString() : EventsCommand.line(event) + "  " + outcome);
        output.flush();
        if (access.isJson() && !outcome.isEmpty()) {
            PrintWriter notes = spec.commandLine().getErr();
            notes.println(event.path("id").asText() + "  " + outcome);
            notes.flush();
        }
    }

    /** A secret that nobody can have who has not the key: nothing has to be stored, and restarts change nothing. */
    static Secret secret(Secret key) {
        return new Secret(WebhookSignature.SECRET_PREFIX
                + Base64.getEncoder().encodeToString(Signature.sign(Signature.key(key), "plugipay listen")));
    }
}
