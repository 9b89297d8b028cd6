package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.tck.WebhookScenario.Sent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Ways of judging deliveries with one thing wrong each. */
final class WebhookFlaws {
    private WebhookFlaws() {}

    /** What is to be judged. */
    record Asked(Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
        DeliveryVerdict of(WebhookDialect dialect) {
            return dialect.judge(delivery, credentials, context);
        }

        Asked with(Delivery other) {
            return new Asked(other, credentials, context);
        }
    }

    /** Hears deliveries in a way of its own. */
    static class BrokenDialect extends BrokenPlatform {
        private final WebhookDialect good;
        private final BiFunction<WebhookDialect, Asked, DeliveryVerdict> judge;

        BrokenDialect(StorePlatform good, BiFunction<WebhookDialect, Asked, DeliveryVerdict> judge) {
            super(good);
            this.good = good.webhooks().orElseThrow();
            this.judge = judge;
        }

        @Override
        public Optional<WebhookDialect> webhooks() {
            return Optional.of(new WebhookDialect() {
                @Override
                public Optional<String> shopDomain(Delivery delivery) {
                    return good.shopDomain(delivery);
                }

                @Override
                public DeliveryVerdict judge(
                        Delivery delivery, Optional<Credentials> credentials, PlatformContext context) {
                    return judge.apply(good, new Asked(delivery, credentials, context));
                }
            });
        }
    }

    /** Reads the JSON, writes it again, and compares the signature with that. */
    static DeliveryVerdict overJsonWrittenAnew(WebhookDialect good, Asked asked) {
        String text = new String(asked.delivery().body(), StandardCharsets.UTF_8);
        String anew = text.replaceAll("[ \\t\\r\\n]+(?=[\"{}]|$)", "").replaceAll("(?<=[{}])[ \\t\\r\\n]+", "");
        return asked.with(again(asked.delivery(), asked.delivery().label(InMemoryWebhooks.SIGNATURE), anew))
                .of(good);
    }

    /** Takes what isn't signed exactly once for a ping. */
    static DeliveryVerdict pingWithoutOneSignature(WebhookDialect good, Asked asked) {
        return asked.delivery().label(InMemoryWebhooks.SIGNATURE).isEmpty() ? DeliveryVerdict.PING : asked.of(good);
    }

    /** Takes the one of several signatures that fits. */
    static DeliveryVerdict anySignature(WebhookDialect good, Asked asked) {
        Delivery delivery = asked.delivery();
        String first = delivery.label(InMemoryWebhooks.SIGNATURE).orElse("").split(",", 2)[0];
        String body = new String(delivery.body(), StandardCharsets.UTF_8);
        return asked.with(again(delivery, Optional.of(first), body)).of(good);
    }

    /** Compares as much of the signature as there is. */
    static DeliveryVerdict aSignatureThatBeginsWell(WebhookDialect good, Asked asked) {
        Delivery delivery = asked.delivery();
        String body = new String(delivery.body(), StandardCharsets.UTF_8);
        Sent sent = InMemoryWebhooks.sent(
                delivery.label(InMemoryWebhooks.NUMBER).orElse(""),
                delivery.label(InMemoryWebhooks.TOPIC).orElse(""),
                body,
                InMemoryAuthorization.APP);
        String whole = sent.labels().get(InMemoryWebhooks.SIGNATURE);
        return delivery.label(InMemoryWebhooks.SIGNATURE)
                        .filter(given -> !given.isBlank() && whole.startsWith(given))
                        .isPresent()
                ? asked.with(sent.delivery()).of(good)
                : asked.of(good);
    }

    static DeliveryVerdict theSameKeyAlways(WebhookDialect good, Asked asked) {
        return keyed(asked.of(good), "key");
    }

    static DeliveryVerdict anotherKeyEachTime(WebhookDialect good, Asked asked) {
        return keyed(asked.of(good), "key " + System.nanoTime());
    }

    static DeliveryVerdict believesAll(WebhookDialect good, Asked asked) {
        Delivery delivery = asked.delivery();
        Sent sent = InMemoryWebhooks.sent(
                delivery.label(InMemoryWebhooks.NUMBER).orElse("1"),
                delivery.label(InMemoryWebhooks.TOPIC).orElse(""),
                new String(delivery.body(), StandardCharsets.UTF_8),
                InMemoryAuthorization.APP);
        return asked.with(sent.delivery()).of(good);
    }

    private static DeliveryVerdict keyed(DeliveryVerdict verdict, String key) {
        return verdict.<DeliveryVerdict>match(
                event -> new DeliveryVerdict.Genuine(new StoreEvent(
                        event.kind(), event.topic(), key, event.shopDomain(), event.orderId(), event.at())),
                () -> DeliveryVerdict.FORGED,
                () -> DeliveryVerdict.PING);
    }

    private static Delivery again(Delivery delivery, Optional<String> signature, String body) {
        Map<String, List<String>> all = new HashMap<>();
        for (String label : List.of(InMemoryWebhooks.NUMBER, InMemoryWebhooks.TOPIC, InMemoryWebhooks.SHOP)) {
            delivery.label(label).ifPresent(value -> all.put(label, List.of(value)));
        }
        signature.ifPresent(value -> all.put(InMemoryWebhooks.SIGNATURE, List.of(value)));
        return Delivery.of(all, body.getBytes(StandardCharsets.UTF_8));
    }
}
