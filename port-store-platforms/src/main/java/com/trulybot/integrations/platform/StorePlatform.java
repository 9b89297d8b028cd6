package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;
import java.util.Optional;

/**
 * A store platform: WooCommerce, Shopify, or yours. Found by {@link java.util.ServiceLoader}, so an implementation is
 * public, has a public constructor without parameters and one line in
 * {@code META-INF/services/com.trulybot.integrations.platform.StorePlatform}. It is called by many threads at once, and
 * keeps nothing but what is bounded and may be lost at any time, such as how much a shop lets us ask.
 *
 * <p>An adapter opens no connection itself: all it says to a store goes through the {@link StoreHttp} it is handed.
 *
 * <p>Finding orders is what every platform does. The rest is optional, and what an adapter doesn't have it says nothing
 * of: it compiles and works without, and so do adapters written before there was such a thing.
 */
public interface StorePlatform {
    /** The platform's stable name, in the API's paths and the database. */
    PlatformId id();

    /** The platform's name as people write it. */
    String displayName();

    /**
     * Asks the live store whether the proposal holds: the address is a store of this platform, and the credentials read
     * its orders. What is missing or malformed is {@link ConnectionCheck.Invalid}, without asking any store. A store's
     * fault may be thrown as {@link StoreException}; it becomes {@link ConnectionCheck.Refused}.
     */
    ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline);

    /** Opens a connected store for one or more requests. Asks the store nothing yet. */
    Store open(StoreAccess access, PlatformContext context);

    /** How access tokens that end are renewed. */
    default Optional<CredentialRefresh> credentialRefresh() {
        return Optional.empty();
    }

    /** How a merchant grants access on a page of the platform's. */
    default Optional<StoreAuthorization> authorization() {
        return Optional.empty();
    }

    /** How a page of ours lives in the platform's admin. */
    default Optional<EmbeddedPage> embeddedPage() {
        return Optional.empty();
    }

    /** A plugin of ours for the store. */
    default Optional<PluginDownload> plugin() {
        return Optional.empty();
    }

    /** How the platform tells us of changes. */
    default Optional<WebhookDialect> webhooks() {
        return Optional.empty();
    }

    /** How a store is told to tell us, where that is done store by store. */
    default Optional<WebhookRegistration> webhookRegistration() {
        return Optional.empty();
    }

    /** How the chat widget comes into the store's pages. */
    default Optional<WidgetInstallation> widgetInstallation() {
        return Optional.empty();
    }
}
