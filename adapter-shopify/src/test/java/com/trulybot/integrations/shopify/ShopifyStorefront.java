package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.platform.tck.WidgetScenario;
import java.net.URI;
import java.util.List;

/** What visitors of the fake shop see. */
final class ShopifyStorefront implements WidgetScenario {
    private final FakeAdmin admin;

    ShopifyStorefront(FakeAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void show(WidgetPresence.State state, URI script) {
        String loader = "<script src=\"" + script + "?user=1\" defer></script>";
        admin.storefront(
                switch (state) {
                    case ON -> "<html><body><h1>Snow Devil</h1>" + loader + "</body></html>";
                    case OFF -> "<html><body><h1>Snow Devil</h1></body></html>";
                    case UNKNOWN ->
                        "<html><body><form method=\"post\" action=\"/password\"><input type=\"password\"></form>"
                                + "</body></html>";
                });
    }

    /** The kit's shop is connected by an app of its own, which has no block to switch on. */
    @Override
    public boolean settingsPage() {
        return false;
    }

    @Override
    public void leaveBehind(URI script) {
        admin.addTag(script.toString());
    }

    @Override
    public List<URI> leftBehind() {
        return admin.tags().stream()
                .map(tag -> URI.create(tag.path("src").asText()))
                .toList();
    }
}
