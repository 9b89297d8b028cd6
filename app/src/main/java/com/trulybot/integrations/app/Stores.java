package com.trulybot.integrations.app;

import static com.trulybot.integrations.app.Setting.*;

import com.trulybot.integrations.core.authorization.OfferConnection;
import com.trulybot.integrations.core.integration.ConnectStore;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.persistence.JdbiActivities;
import com.trulybot.integrations.persistence.JdbiConnectionRequests;
import com.trulybot.integrations.persistence.JdbiCredentialRenewals;
import com.trulybot.integrations.persistence.JdbiIntegrations;
import com.trulybot.integrations.persistence.JdbiWidgetSettings;
import com.trulybot.integrations.persistence.TinkCredentialVault;
import com.trulybot.integrations.platform.StoreHttp;
import com.trulybot.integrations.platform.StorePlatforms;
import com.trulybot.integrations.platform.http.OkHttpStoreHttp;
import com.trulybot.integrations.platform.http.OutboundSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** The stores, how they are talked to, and how they are connected: what serving and the command line have in common. */
record Stores(
        StoreHttp http,
        StorePlatforms platforms,
        JdbiWidgetSettings widgets,
        JdbiIntegrations integrations,
        JdbiActivities activities,
        JdbiConnectionRequests requests,
        ConnectStore connectStore,
        OfferConnection offerConnection) {
    static Stores open(Settings settings, Storage storage, InstantSource clock, Parts parts) throws IOException {
        TinkCredentialVault vault = new TinkCredentialVault(storage.encryption());
        JdbiWidgetSettings widgets = new JdbiWidgetSettings(storage.database());
        JdbiIntegrations integrations = new JdbiIntegrations(storage.database(), widgets);
        JdbiActivities activities = new JdbiActivities(storage.database());
        OkHttpStoreHttp http = parts.add(new OkHttpStoreHttp(outbound(settings), clock));
        AdapterJars jars = parts.add(AdapterJars.open(settings.path(ADAPTERS_DIR)));
        StorePlatforms platforms = StorePlatforms.discover(
                new StorePlatforms.Host(
                        http,
                        clock,
                        vault,
                        settings::platformSetting,
                        new JdbiCredentialRenewals(storage.database()),
                        publicUrl(settings)),
                jars.loader());
        JdbiConnectionRequests requests = new JdbiConnectionRequests(storage.database());
        return new Stores(
                http,
                platforms,
                widgets,
                integrations,
                activities,
                requests,
                new ConnectStore(platforms, platforms, vault, integrations, activities, clock),
                new OfferConnection(platforms, requests, new Addresses(publicUrl(settings)), clock));
    }

    private static OutboundSettings outbound(Settings settings) {
        OutboundSettings outbound = OutboundSettings.defaults()
                .withAllow(settings.find(OUTBOUND_ALLOW).orElse(""))
                .withPins(settings.find(OUTBOUND_PINS).orElse(""))
                .withRequestsPerStore(settings.number(STORE_MAX_CONCURRENT))
                .withRequestsOverall(settings.number(STORES_MAX_CONCURRENT));
        return settings.find(OUTBOUND_CA_FILE)
                .map(file -> outbound.withCaFile(Path.of(file)))
                .orElse(outbound);
    }

    static URI publicUrl(Settings settings) {
        return URI.create(settings.text(PUBLIC_URL).replaceFirst("/+$", ""));
    }

    /** Ours, as the world reaches them. */
    private record Addresses(URI publicUrl) implements OfferConnection.Addresses {
        @Override
        public URI callback(PlatformId platform) {
            return URI.create(publicUrl + "/api/integrations/" + platform + "/callback");
        }

        @Override
        public URI back(PlatformId platform) {
            return URI.create(publicUrl + "/connect/" + platform + "/return");
        }
    }
}
