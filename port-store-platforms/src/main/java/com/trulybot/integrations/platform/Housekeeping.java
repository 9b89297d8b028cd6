package com.trulybot.integrations.platform;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.platform.StorePlatforms.Hosted;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What connected stores have of ours in them: brought there, looked at, and taken away again. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Visits visits;
    private final Refresher credentials;
    private final URI publicUrl;

    Housekeeping(Visits visits, Refresher credentials, URI publicUrl) {
        this.visits = visits;
        this.credentials = credentials;
        this.publicUrl = publicUrl;
    }

    ConnectionCheck inspect(Hosted hosted, Integration integration, Deadline deadline) {
        try {
            return visits.with(
                    hosted,
                    integration,
                    deadline,
                    (platform, access, context) ->
                            inspected(platform.check(proposal(integration, access), context, deadline)));
        } catch (StoreException e) {
            return new ConnectionCheck.Refused(e.problem(), e.detail().orElse(null));
        }
    }

    private static StoreProposal proposal(Integration integration, StoreAccess access) {
        String shop = integration.shopDomain();
        return new StoreProposal(
                integration.platform(),
                shop == null ? integration.storeUrl().value() : shop,
                access.credentials().secrets(),
                integration.storeName(),
                integration.storeEmail(),
                integration.permissions());
    }

    /** Thrown, so that credentials that can be renewed are, and it is asked again. */
    private static ConnectionCheck inspected(ConnectionCheck check) {
        if (check instanceof ConnectionCheck.Refused refused
                && refused.problem() == StoreProblem.STORE_CREDENTIALS_REJECTED) {
            throw new StoreException(refused.problem(), null, refused.detail(), null);
        }
        return check;
    }

    void setUp(Hosted hosted, Integration integration, Deadline deadline) {
        visits.with(hosted, integration, deadline, (platform, access, context) -> {
            // A plugin of ours tells us by itself.
            boolean told =
                    access.credentials().get(Credentials.Field.PLUGIN_KEY).isPresent();
            if (!told) {
                platform.webhookRegistration()
                        .ifPresent(hooks ->
                                allowed(() -> hooks.register(access, deliveries(integration), context, deadline)));
            }
            platform.widgetInstallation().ifPresent(widget -> {
                allowed(() -> widget.clear(access, publicUrl, context, deadline));
                URI loader = loader(integration);
                allowed(() -> widget.prepare(access, integration.merchant().user(), loader, context, deadline));
            });
            return integration;
        });
    }

    /** Keys that may only read are enough for us: the store then tells us nothing, and is asked. */
    private static void allowed(Runnable errand) {
        try {
            errand.run();
        } catch (StoreException e) {
            if (e.problem() != StoreProblem.STORE_PERMISSION_MISSING
                    && e.problem() != StoreProblem.STORE_DATA_NOT_APPROVED) {
                throw e;
            }
        }
    }

    /** Never throws: the connection has ended, whatever the store and its adapter do. */
    void takeDown(Hosted hosted, Integration before, Deadline deadline) {
        quietly(before, () -> {
            StorePlatform platform = hosted.platform();
            PlatformContext context = hosted.context();
            StoreAccess access = StoreAccess.of(before, credentials.last(before, platform, context, deadline));
            platform.webhookRegistration()
                    .ifPresent(hooks ->
                            quietly(before, () -> hooks.unregister(access, deliveries(before), context, deadline)));
            platform.widgetInstallation().ifPresent(widget -> {
                quietly(before, () -> widget.withdraw(access, context, deadline));
                quietly(before, () -> widget.clear(access, publicUrl, context, deadline));
            });
        });
    }

    private static void quietly(Integration before, Runnable errand) {
        try {
            errand.run();
        } catch (StoreException e) {
            LOG.info("not all could be removed from the store of integration {}: {}", before.id(), e.problem());
        } catch (RuntimeException e) {
            // Its message may hold what the store said.
            LOG.warn(
                    "a bug in the adapter for {} left something in the store of integration {}: {}",
                    before.platform(),
                    before.id(),
                    e.getClass().getName());
        }
    }

    WidgetPresence widget(Hosted hosted, Integration integration, Deadline deadline) {
        return visits.with(
                hosted,
                integration,
                deadline,
                (platform, access, context) -> platform.widgetInstallation()
                        .map(widget -> new WidgetPresence(
                                widget.look(access, loader(integration), context, deadline),
                                widget.settingsPage(access, context).orElse(null)))
                        .orElseGet(() -> new WidgetPresence(WidgetPresence.State.UNKNOWN, null)));
    }

    /** Where that store is to tell us: what names the shop itself needs no id in the address. */
    private URI deliveries(Integration integration) {
        String path = "/api/webhooks/" + integration.platform();
        return URI.create(publicUrl + (integration.shopDomain() == null ? path + "/" + integration.id() : path));
    }

    private URI loader(Integration integration) {
        return URI.create(publicUrl + "/api/widget/" + integration.platform() + ".js");
    }
}
