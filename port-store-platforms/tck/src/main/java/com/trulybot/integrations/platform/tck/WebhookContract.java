package com.trulybot.integrations.platform.tck;

import static com.trulybot.integrations.platform.tck.StoreUnderTest.shown;
import static org.assertj.core.api.Assertions.assertThat;

import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.StoreEvent;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.tck.WebhookScenario.Sent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How a platform proves what it tells us, where it tells us anything. */
public interface WebhookContract extends Contract {
    @Test
    default void aGenuineDeliveryTellsWhichOrderWasChanged(StoreUnderTest store) {
        StoreEvent event = genuine(store, shown(store.scenario().webhooks()).orderChanged());

        assertThat(event.kind()).isEqualTo(StoreEvent.Kind.ORDER_CHANGED);
        assertThat(event.orderId()).isEqualTo(store.scenario().order().id());
        assertThat(event.topic()).isNotBlank();
    }

    @Test
    default void whatElseIsToldIsTakenForWhatItIs(StoreUnderTest store) {
        shown(store.scenario().webhooks())
                .others()
                .forEach((kind, sent) ->
                        assertThat(genuine(store, sent).kind()).as("%s", kind).isEqualTo(kind));
    }

    @Test
    default void aBodyWithOneByteChangedIsForged(StoreUnderTest store) {
        Sent sent = shown(store.scenario().webhooks()).orderChanged();
        byte[] body = sent.bytes();
        for (int i = 0; i < body.length; i++) {
            byte[] changed = body.clone();
            changed[i] ^= 1;
            assertForged(store, sent.delivery(changed), "byte " + i + " changed");
        }
    }

    @Test
    default void aBodyThatIsCutOrLongerIsForged(StoreUnderTest store) {
        Sent sent = shown(store.scenario().webhooks()).orderChanged();
        String body = sent.body();

        assertForged(store, sent.delivery(new byte[0]), "no body");
        assertForged(store, with(sent, body.substring(0, body.length() - 1)), "cut");
        assertForged(store, with(sent, body + " "), "longer by a space");
        assertForged(store, with(sent, body + body), "doubled");
    }

    @Test
    default void aBodyOfTheSameMeaningInOtherBytesIsForged(StoreUnderTest store) {
        Sent sent = shown(store.scenario().webhooks()).orderChanged();

        assertForged(store, with(sent, spaced(sent.body())), "formatted anew");
        assertForged(store, with(sent, "\ufeff" + sent.body()), "with a byte order mark");
    }

    @Test
    default void aGenuineBodyMayBeFormattedInAnyWay(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();

        assertThat(genuine(store, shown.signed(sent, spaced(sent.body()))).orderId())
                .isEqualTo(store.scenario().order().id());
    }

    @Test
    default void aBigBodyIsJudgedLikeASmallOne(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();
        Sent big = shown.signed(sent, sent.body() + " ".repeat(2 * 1024 * 1024));

        genuine(store, big);
        assertForged(store, with(big, big.body() + " "), "longer by a space");
    }

    @Test
    default void aSignatureThatIsNotThereIsForged(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();

        assertForged(store, sent.withLabel(shown.signatureLabel(), List.of()), "without a signature");
        assertForged(store, sent.withLabel(shown.signatureLabel(), List.of("")), "with an empty signature");
        assertForged(store, sent.withLabel(shown.signatureLabel(), List.of(" ")), "with a blank signature");
        assertForged(store, Delivery.of(Map.of(), sent.bytes()), "without labels");
    }

    @Test
    default void aSignatureThatIsThereTwiceIsForged(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();
        String genuine = signature(shown, sent);
        String another = signature(shown, shown.signedByAnother(sent));

        for (List<String> twice :
                List.of(List.of(genuine, genuine), List.of(genuine, another), List.of(another, genuine))) {
            assertForged(store, sent.withLabel(shown.signatureLabel(), twice), "signed twice");
        }
        assertForged(
                store,
                sent.withLabel(shown.signatureLabel(), List.of(genuine + "," + genuine)),
                "signed twice in one label");
    }

    @Test
    default void aSignatureInAnotherFormIsForged(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();
        String genuine = signature(shown, sent);

        for (String form : otherForms(genuine)) {
            assertForged(store, sent.withLabel(shown.signatureLabel(), List.of(form)), "in another form");
        }
        for (int i = 0; i < genuine.length(); i++) {
            String cut = genuine.substring(0, i);
            assertForged(store, sent.withLabel(shown.signatureLabel(), List.of(cut)), "cut after " + i);
        }
    }

    @Test
    default void aSignatureOfAnotherIsForged(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();

        assertForged(store, shown.signedByAnother(sent).delivery(), "signed by another");
        assertForged(
                store,
                sent.withLabel(shown.signatureLabel(), List.of(signature(shown, shown.signed(sent, "{}")))),
                "signed for another body");
    }

    @Test
    default void withoutWhatProvesItADeliveryIsForged(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        if (shown.credentials().isPresent()) {
            DeliveryVerdict verdict =
                    dialect(store).judge(shown.orderChanged().delivery(), Optional.empty(), store.context());

            assertThat(verdict).isEqualTo(DeliveryVerdict.FORGED);
        }
    }

    @Test
    default void theSameDeliveryAgainHasTheSameKeyAndNoOtherHas(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent first = shown.orderChanged();
        Sent second = shown.orderChanged();
        String key = genuine(store, first).deliveryKey();

        assertThat(genuine(store, first).deliveryKey()).isEqualTo(key);
        assertThat(genuine(store, shown.again(first)).deliveryKey()).isEqualTo(key);
        assertThat(genuine(store, second).deliveryKey()).isNotEqualTo(key);
    }

    @Test
    default void theShopIsNamedAndNothingIsProvenByIt(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();

        assertThat(dialect(store).shopDomain(sent.delivery())).isEqualTo(shown.shopDomain());
        assertThat(dialect(store).shopDomain(shown.signedByAnother(sent).delivery()))
                .as("as whoever sent it says")
                .isEqualTo(shown.shopDomain());
        assertThat(dialect(store)
                                .shopDomain(Delivery.of(Map.of(), sent.bytes()))
                                .isPresent()
                        && shown.shopDomain().isEmpty())
                .isFalse();
    }

    @Test
    default void whatThePlatformSendsUnsignedIsAPingAndHasNoEvent(StoreUnderTest store) {
        shown(store.scenario().webhooks())
                .ping()
                .ifPresent(ping -> assertThat(judge(store, ping.delivery())).isEqualTo(DeliveryVerdict.PING));
    }

    @Test
    default void garbageIsJudgedAndNothingWorse(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        Sent sent = shown.orderChanged();
        List<String> garbage = List.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "7",
                "\"",
                "{",
                "{\"id\":{}}",
                "{\"id\":[]}",
                "{\"id\":null}",
                "{\"id\":1e999999999}",
                "\u0000",
                "<html>",
                "[".repeat(100_000),
                "{\"id\":\"" + "9".repeat(5_000) + "\"}");
        for (String text : garbage) {
            assertForged(store, with(sent, text), "unsigned garbage");
            // Even the platform itself must not be able to bring an exception about.
            assertThat(judge(store, shown.signed(sent, text).delivery())).isNotNull();
            for (String label : sent.labels().keySet()) {
                Delivery odd = sent.withLabel(label, List.of(text));
                assertThat(dialect(store).shopDomain(odd)).isNotNull();
                assertThat(judge(store, odd)).isNotNull();
            }
        }
        byte[] noise = new byte[4_096];
        new Random(1).nextBytes(noise);
        assertForged(store, sent.delivery(noise), "noise");
        assertForged(store, Delivery.of(Map.of(), noise), "noise without labels");
    }

    @Test
    default void aDeliveryIsJudgedWithoutAskingAnyone(StoreUnderTest store) {
        WebhookScenario shown = shown(store.scenario().webhooks());
        int before = store.scenario().requests();
        Sent sent = shown.orderChanged();

        try (Overheard overheard = Overheard.begin()) {
            String said = genuine(store, sent).toString();
            judge(store, shown.signedByAnother(sent).delivery());
            shown.credentials().ifPresent(store::noted);
            assertThat(store.secrets()).noneMatch((said + overheard.text())::contains);
        }
        assertThat(store.scenario().requests()).isEqualTo(before);
    }

    private static WebhookDialect dialect(StoreUnderTest store) {
        return store.platform().webhooks().orElseThrow();
    }

    private static DeliveryVerdict judge(StoreUnderTest store, Delivery delivery) {
        return dialect(store).judge(delivery, shown(store.scenario().webhooks()).credentials(), store.context());
    }

    private static StoreEvent genuine(StoreUnderTest store, Sent sent) {
        DeliveryVerdict verdict = judge(store, sent.delivery());
        assertThat(verdict).isInstanceOf(DeliveryVerdict.Genuine.class);
        return ((DeliveryVerdict.Genuine) verdict).event();
    }

    private static void assertForged(StoreUnderTest store, Delivery delivery, String what) {
        assertThat(judge(store, delivery)).as(what).isEqualTo(DeliveryVerdict.FORGED);
    }

    private static Delivery with(Sent sent, String body) {
        return sent.delivery(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same JSON object with white space where it means nothing. */
    private static String spaced(String object) {
        assertThat(object).startsWith("{").endsWith("}");
        return "{ \n " + object.substring(1, object.length() - 1) + "\t\r\n }";
    }

    private static String signature(WebhookScenario shown, Sent sent) {
        return sent.labels().entrySet().stream()
                .filter(label -> label.getKey().equalsIgnoreCase(shown.signatureLabel()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("the scenario sends no " + shown.signatureLabel()));
    }

    /** What a lenient reader would take for the same signature. */
    private static List<String> otherForms(String signature) {
        if (signature.matches("[0-9a-fA-F]{40,}")) {
            byte[] bytes = HexFormat.of().parseHex(signature);
            return List.of(Base64.getEncoder().encodeToString(bytes), "0x" + signature, "sha256=" + signature);
        }
        String hex;
        try {
            hex = HexFormat.of().formatHex(Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return List.of(signature.toLowerCase(Locale.ROOT) + "=", "sha256=" + signature);
        }
        return List.of(
                hex, hex.toUpperCase(Locale.ROOT), signature + "=", "sha256=" + signature, "\"" + signature + "\"");
    }
}
