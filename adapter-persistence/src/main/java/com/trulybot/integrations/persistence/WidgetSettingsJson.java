package com.trulybot.integrations.persistence;

import static com.trulybot.integrations.persistence.Columns.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.widget.WidgetSettings.Mode;
import com.trulybot.integrations.core.widget.WidgetSettings.Position;
import com.trulybot.integrations.core.widget.WidgetSettings.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link WidgetSettings} as they are kept. A member that is missing, as in rows of an older version, is the default. */
final class WidgetSettingsJson {
    private WidgetSettingsJson() {}

    static ObjectNode write(WidgetSettings settings) {
        ObjectNode node = Columns.JSON.createObjectNode();
        node.put("color", settings.color());
        node.put("mode", settings.mode().code());
        node.put("position", settings.position().code());
        node.put("greeting", text(settings.greeting()));
        node.put("locale", settings.locale());
        ObjectNode texts = node.putObject("texts");
        settings.texts().forEach((key, value) -> texts.put(text(key), text(value)));
        node.put("customCss", text(settings.customCss()));
        ObjectNode features = node.putObject("features");
        settings.features().forEach((name, on) -> features.put(text(name), on));
        var proofs = node.putArray("proofs");
        settings.proofs().forEach(proof -> proofs.add(proof.code()));
        node.put("handoverEmail", text(settings.handoverEmail()));
        node.put("handoverPhone", text(settings.handoverPhone()));
        node.put("handoverUrl", text(settings.handoverUrl()));
        node.put("retentionDays", settings.retentionDays());
        return node;
    }

    /** Throws {@link IllegalArgumentException} when a member is not what it must be. */
    static WidgetSettings read(JsonNode node, long version) {
        WidgetSettings other = WidgetSettings.DEFAULT;
        return new WidgetSettings(
                node.path("color").asText(other.color()),
                node.has("mode") ? word(Mode.class, node.path("mode")) : other.mode(),
                node.has("position") ? word(Position.class, node.path("position")) : other.position(),
                optional(node, "greeting"),
                node.path("locale").asText(other.locale()),
                texts(node.path("texts")),
                optional(node, "customCss"),
                node.has("features") ? features(node.path("features")) : other.features(),
                node.has("proofs") ? proofs(node.path("proofs")) : other.proofs(),
                optional(node, "handoverEmail"),
                optional(node, "handoverPhone"),
                optional(node, "handoverUrl"),
                node.path("retentionDays").asInt(other.retentionDays()),
                version);
    }

    private static @Nullable String optional(JsonNode node, String name) {
        return node.path(name).textValue();
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    private static Map<String, Boolean> features(JsonNode node) {
        Map<String, Boolean> features = new HashMap<>();
        node.properties()
                .forEach(entry -> features.put(entry.getKey(), entry.getValue().asBoolean()));
        return features;
    }

    private static List<Proof> proofs(JsonNode node) {
        List<Proof> proofs = new ArrayList<>();
        node.forEach(proof -> proofs.add(word(Proof.class, proof)));
        return proofs;
    }

    private static <E extends Enum<E>> E word(Class<E> type, JsonNode node) {
        return Enum.valueOf(type, node.asText().toUpperCase(Locale.ROOT));
    }
}
