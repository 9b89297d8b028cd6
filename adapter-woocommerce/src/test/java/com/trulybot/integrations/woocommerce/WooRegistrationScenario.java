package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.platform.tck.RegistrationScenario;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The fake shop's webhooks. */
final class WooRegistrationScenario implements RegistrationScenario {
    private final FakeWooCommerce shop;
    private final StoreProposal proposal;

    WooRegistrationScenario(FakeWooCommerce shop, StoreProposal proposal) {
        this.shop = shop;
        this.proposal = proposal;
    }

    @Override
    public List<Hook> hooks() {
        return shop.webhooks().all().stream()
                .map(hook -> new Hook(
                        hook.path("id").asText(),
                        hook.path("topic").asText(),
                        URI.create(hook.path("delivery_url").asText()),
                        hook.path("status").asText().equals("active")))
                .toList();
    }

    @Override
    public void delete(String id) {
        shop.webhooks().remove(Integer.parseInt(id));
    }

    @Override
    public void putToSleep(String id) {
        shop.webhooks().change(Integer.parseInt(id), "status", "disabled");
    }

    @Override
    public void doubled(String id) {
        shop.webhooks().copy(Integer.parseInt(id));
    }

    @Override
    public void move(String id, URI address) {
        shop.webhooks().change(Integer.parseInt(id), "delivery_url", address.toString());
    }

    @Override
    public void addAnothers(URI address) {
        shop.webhooks().add("order.created", address.toString(), "active");
    }

    /** The same key, of which the merchant took the right to write away. */
    @Override
    public Optional<StoreProposal> readOnly() {
        shop.permit(FakeWooCommerce.Permission.READ);
        return Optional.of(proposal);
    }
}
