package com.trulybot.integrations.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.platform.tck.RegistrationScenario;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The webhooks that the fake shop holds. */
final class ShopifyHooks implements RegistrationScenario {
    private final FakeAdmin admin;

    ShopifyHooks(FakeAdmin admin) {
        this.admin = admin;
    }

    @Override
    public List<Hook> hooks() {
        return admin.hooks().stream()
                .map(hook -> new Hook(text(hook, "id"), text(hook, "topic"), URI.create(text(hook, "uri")), true))
                .toList();
    }

    private static String text(JsonNode hook, String name) {
        return hook.path(name).asText();
    }

    @Override
    public void delete(String id) {
        admin.delete(id);
    }

    /** Shopify has no sleep: it deletes them. */
    @Override
    public void putToSleep(String id) {
        admin.delete(id);
    }

    @Override
    public void doubled(String id) {
        admin.hooks().stream()
                .filter(hook -> text(hook, "id").equals(id))
                .forEach(hook -> admin.addHook(text(hook, "topic"), text(hook, "uri")));
    }

    @Override
    public void move(String id, URI address) {
        admin.move(id, address.toString());
    }

    @Override
    public void addAnothers(URI address) {
        admin.addHook(ShopifyWebhookRegistration.TOPICS.get(0), address.toString());
    }

    @Override
    public Optional<StoreProposal> readOnly() {
        return Optional.of(Shops.proposal(
                Shops.DOMAIN,
                Map.of(
                        Field.ACCESS_TOKEN, Secret.of(FakeShopify.READING_TOKEN),
                        Field.API_SECRET, Secret.of("shpss_a-secret-of-the-shops-own-app"))));
    }
}
