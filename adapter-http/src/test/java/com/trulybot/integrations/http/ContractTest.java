package com.trulybot.integrations.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.Shopper;
import com.trulybot.integrations.core.webhook.ShopperExport;
import com.trulybot.integrations.core.widget.WidgetSettings;
import com.trulybot.integrations.core.workspace.Ticket;
import com.trulybot.integrations.core.workspace.WorkspaceId;
import com.trulybot.integrations.http.World.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds real requests and answers against {@code openapi.yaml}. */
class ContractTest {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static World world;
    private static JsonNode contract;

    @BeforeAll
    static void open() throws Exception {
        world = World.unlimited();
        byte[] yaml = Asset.read("/openapi.yaml");
        contract = World.MAPPER.readTree(new YAMLMapper()
                .readTree(new String(yaml, StandardCharsets.UTF_8))
                .toString());
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static List<String> problems(JsonNode schema, String json) {
        ObjectNode whole = World.MAPPER.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", contract.path("components"));
        return SCHEMAS.getSchema(whole.toString(), InputFormat.JSON).validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? contract.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** Sends it and holds it, both ways, against the operation of that template. */
    private static Answer exchange(String method, String template, String path, String body, int status) {
        boolean management = template.equals("/health") || template.equals("/metrics");
        Answer answer;
        if (management) {
            answer = world.management(path);
        } else {
            HttpRequest.Builder request = world.asAda(path);
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            answer = world.send(
                    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        }
        return held(method, template, path, body, status, answer);
    }

    /** The same, signed by Ada's plugin. */
    private static Answer signed(PluginOnPaper plugin, String template, String path, String body, int status) {
        return held("POST", template, path, body, status, plugin.post(path, body));
    }

    private static Answer held(String method, String template, String path, String body, int status, Answer answer) {
        JsonNode operation = contract.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isObject())
                .as("%s %s is in the contract", method, template)
                .isTrue();
        assertThat(answer.status()).as("%s %s: %s", method, path, answer.text()).isEqualTo(status);
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(status)));
        assertThat(response.isObject())
                .as("%s %s may answer %s", method, template, status)
                .isTrue();
        if (response.has("content")) {
            String type = answer.header("Content-Type");
            JsonNode media = response.path("content").path(type);
            assertThat(media.isObject())
                    .as("%s %s answers %s", method, template, type)
                    .isTrue();
            if (type.contains("json")) {
                assertThat(problems(media.path("schema"), answer.text())).isEmpty();
            }
        } else {
            assertThat(answer.http().body()).isEmpty();
        }
        if (body != null && status < 300) {
            JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
            assertThat(problems(schema, body)).isEmpty();
        }
        return answer;
    }

    @Test
    void everyRouteIsInTheContractAndNoOther() {
        Set<String> written = new TreeSet<>();
        contract.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                written.add(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(written).containsExactlyInAnyOrderElementsOf(world.api.routes());
    }

    @Test
    void everyRouteAnswersAsTheContractSays() {
        world.widgets.put(World.ADA, WidgetSettings.DEFAULT);
        String store = "{\"storeUrl\":\"https://c.example\",\"apiKey\":\"ck_0123456789abcdef\",\"apiSecret\":\"cs\"}";
        String platform = "/api/integrations/{platform}/";
        String woo = "/api/integrations/woocommerce/";
        Answer connected = exchange("POST", platform + "connect", woo + "connect", store, 201);
        exchange("POST", platform + "connect", woo + "connect", store, 200);
        exchange("POST", platform + "connect", woo + "connect", "{}", 422);
        exchange("POST", platform + "connect", woo + "connect", "{", 400);
        IntegrationId id = IntegrationId.parse(
                connected.json().path("integration").path("id").asText());

        exchange("GET", "/api/integrations", "/api/integrations?limit=1", null, 200);
        exchange("GET", "/api/integrations", "/api/integrations?limit=0", null, 422);
        exchange("POST", platform + "orders", woo + "orders", "{\"orderNumber\":\"1001\"}", 200);
        exchange("POST", platform + "orders", woo + "orders", "{\"orderNumber\":\"7\"}", 404);
        for (StoreProblem problem : StoreProblem.values()) {
            world.shop.fault = new StoreException(problem);
            int status = Problems.store(world.shop.fault).status();
            exchange("POST", platform + "orders", woo + "orders", "{\"orderNumber\":\"1001\"}", status);
        }
        String search = "/api/integrations/orders/search";
        exchange("GET", search, search + "?q=a", null, 200);
        world.shop.fault = null;
        exchange("GET", search, search + "?q=a", null, 200);
        exchange("GET", search, search, null, 422);
        exchange("GET", "/api/activities", "/api/activities", null, 200);
        exchange("GET", "/api/widget/settings", "/api/widget/settings", null, 200);
        exchange("PUT", "/api/widget/settings", "/api/widget/settings", "{\"settings\":{\"handover\":{}}}", 200);
        exchange("PUT", "/api/widget/settings", "/api/widget/settings", "{}", 422);
        exchange("GET", "/api/widget/config/{userId}", "/api/widget/config/" + World.ADA, null, 200);
        exchange("GET", "/api/widget/config/{userId}", "/api/widget/config/" + World.EVE, null, 404);
        exchange("GET", "/api/widget/{platform}.js", "/api/widget/shopify.js", null, 200);
        String message = "{\"userId\":\"" + World.ADA + "\",\"platform\":\"woocommerce\",\"text\":\"";
        exchange("POST", "/api/widget/messages", "/api/widget/messages", message + "hello\"}", 200);
        exchange("POST", "/api/widget/messages", "/api/widget/messages", message + "1001 ada@example.com\"}", 200);
        exchange("POST", "/api/widget/messages", "/api/widget/messages", message + "\"}", 422);
        exchange("POST", platform + "disconnect", woo + "disconnect", "{\"integrationId\":\"" + id + "\"}", 200);
        exchange("POST", platform + "orders", woo + "orders", "{\"orderNumber\":\"1001\"}", 404);
        exchange("DELETE", "/api/integrations", "/api/integrations?id=" + id, null, 204);
        exchange("DELETE", "/api/integrations", "/api/integrations?id=" + id, null, 404);
        String ticket = Ticket.random().value();
        exchange("GET", "/connect/{ticket}", "/connect/x", null, 404);
        exchange("GET", "/connect/{ticket}", "/connect/" + ticket, null, 410);
        exchange("POST", "/connect/{ticket}", "/connect/" + ticket, null, 403);
        exchange("GET", "/connect/{platform}/return", "/connect/shopify/return", null, 200);
        exchange("GET", platform + "install", "/api/integrations/shopify/install", null, 401);
        exchange("GET", platform + "callback", "/api/integrations/shopify/callback", null, 401);
        exchange("POST", platform + "callback", woo + "callback", "{}", 400);
        exchange("GET", "/{platform}/app", "/shopify/app", null, 401);
        exchange("GET", platform + "embedded", "/api/integrations/shopify/embedded", null, 401);
        world.store.session =
                new PlatformPages().session(ShopOnPaper.SHOPIFY, PlatformPages.session("c.myshopify.com"));
        exchange("GET", platform + "embedded", "/api/integrations/shopify/embedded", null, 200);
        exchange("GET", "/pages/trulybot.css", "/pages/trulybot.css", null, 200);
        exchange("GET", "/pages/embedded.js", "/pages/embedded.js", null, 200);
        for (String path : List.of("/health/live", "/health/ready", "/openapi.yaml", "/docs", "/health", "/metrics")) {
            exchange("GET", path, path, null, 200);
        }
    }

    @Test
    void connectingAnswersAsTheContractSays() {
        world.forget();
        String platform = "/api/integrations/{platform}/";
        String woo = "/api/integrations/woocommerce/";
        String store = "{\"storeUrl\":\"https://c.example\"}";
        world.store.start = Optional.of(new AuthorizationStart.Page(
                URI.create("https://c.example/grant"), StoreUrl.parse("https://c.example")));
        exchange("POST", platform + "connect", woo + "connect", store, 202);
        exchange("POST", platform + "authorize", woo + "authorize", store, 202);
        exchange("POST", platform + "authorize", woo + "authorize", "{}", 422);
        world.store.start = Optional.of(new AuthorizationStart.NotConfigured());
        exchange("POST", platform + "authorize", woo + "authorize", store, 503);

        exchange("POST", "/api/connection-keys", "/api/connection-keys", "{\"name\":\"Mine\"}", 201);
        exchange("POST", "/api/connection-keys", "/api/connection-keys", "{\"name\":7}", 422);
        Answer keys = exchange("GET", "/api/connection-keys", "/api/connection-keys", null, 200);
        String key = "/api/connection-keys?id=" + keys.json().at("/items/0/id").asText();
        exchange("DELETE", "/api/connection-keys", key, null, 204);
        exchange("DELETE", "/api/connection-keys", key, null, 404);

        PluginOnPaper plugin = new PluginOnPaper(world, World.ADA);
        String keysGiven = store.replace("}", ",\"apiKey\":\"ck_1\",\"apiSecret\":\"cs_1\"}");
        Answer connected = signed(plugin, platform + "connect", woo + "connect", keysGiven, 201);
        String id = connected.json().at("/integration/id").asText();
        signed(plugin, platform + "test", woo + "test", store, 200);
        for (StoreProblem problem : StoreProblem.values()) {
            world.store.inspection = new ConnectionCheck.Refused(problem, null);
            int status = Problems.store(new StoreException(problem)).status();
            exchange("POST", platform + "test", woo + "test", store, status);
        }

        String hooks = "/api/webhooks/{platform}/{integrationId}";
        String hook = "/api/webhooks/woocommerce/" + id;
        String events =
                "{\"events\":[{\"id\":\"" + World.uuid() + "\",\"topic\":\"order.updated\",\"orderId\":\"15\"}]}";
        signed(plugin, hooks, hook, events, 200);
        signed(plugin, hooks, hook, "{}", 422);
        PluginOnPaper.Request twice = plugin.request(hook, events);
        twice.send();
        held("POST", hooks, hook, events, 409, twice.send());
        twice.at -= 1_000;
        held("POST", hooks, hook, events, 401, twice.send());
        held("POST", platform + "test", woo + "test", store, 401, twice.send());
        Answer forged = world.send(world.to("/api/webhooks/shopify").POST(BodyPublishers.ofString("{}")));
        held("POST", "/api/webhooks/{platform}", "/api/webhooks/shopify", null, 401, forged);
        world.store.verdict = DeliveryVerdict.PING;
        Answer taken = world.send(world.to("/api/webhooks/shopify").POST(BodyPublishers.ofString("{}")));
        held("POST", "/api/webhooks/{platform}", "/api/webhooks/shopify", null, 200, taken);
        signed(plugin, platform + "disconnect", woo + "disconnect", store, 200);
        signed(plugin, platform + "test", woo + "test", store, 409);

        UUID export = UUID.randomUUID();
        world.records.put(
                new WorkspaceId(World.ADA.value()),
                new ShopperExport(
                        export,
                        IntegrationId.random(),
                        new Shopper(null, "+49", List.of("15")),
                        List.of(new ShopperExport.Talk(World.NOW, World.NOW, "answered", null, "a@b.example")),
                        World.NOW,
                        World.NOW.plusSeconds(60)));
        exchange("GET", "/api/privacy/exports/{id}", "/api/privacy/exports/" + export, null, 200);
        exchange("GET", "/api/privacy/exports/{id}", "/api/privacy/exports/" + World.uuid(), null, 404);
        exchange("GET", "/downloads/{file}", "/downloads/plugin.zip", null, 200);
        exchange("GET", "/downloads/{file}", "/downloads/other.zip", null, 404);
    }

    @Test
    void everyPathOfTheContractAllowsExactlyItsMethods() {
        contract.path("paths").properties().forEach(entry -> {
            String path = entry.getKey()
                    .replace("{platform}", "woocommerce")
                    .replace("{userId}", World.ADA.toString())
                    .replace("{ticket}", "x")
                    .replaceAll("[{][a-zA-Z]+[}]", World.ADA.toString());
            if (path.equals("/health") || path.equals("/metrics")) {
                return;
            }
            Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
            entry.getValue()
                    .fieldNames()
                    .forEachRemaining(name -> methods.add(name.toUpperCase(java.util.Locale.ROOT)));
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            Answer answer = world.send(world.to(path).method("OPTIONS", BodyPublishers.noBody()));
            assertThat(new TreeSet<>(Arrays.asList(answer.header("Allow").split(", "))))
                    .as(path)
                    .isEqualTo(methods);
        });
    }

    @Test
    void theExamplesAreGoodRequests() {
        contract.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    JsonNode media = operation.at("/requestBody/content/application~1json");
                    if (media.isObject()) {
                        assertThat(problems(
                                        media.path("schema"),
                                        media.path("example").toString()))
                                .isEmpty();
                    }
                }));
    }
}
