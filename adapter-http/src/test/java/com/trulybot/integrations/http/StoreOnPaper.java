package com.trulybot.integrations.http;

import com.trulybot.integrations.core.authorization.AccessGrant;
import com.trulybot.integrations.core.authorization.AuthorizationCallback;
import com.trulybot.integrations.core.authorization.AuthorizationGrant;
import com.trulybot.integrations.core.authorization.AuthorizationRequest;
import com.trulybot.integrations.core.authorization.AuthorizationStart;
import com.trulybot.integrations.core.authorization.EmbeddedFrame;
import com.trulybot.integrations.core.authorization.StoreAuthorizer;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreSetup;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.core.webhook.Delivery;
import com.trulybot.integrations.core.webhook.DeliveryVerdict;
import com.trulybot.integrations.core.webhook.DeliveryVerifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a store has of ours in it, its pages for granting access, and its deliveries: as a test tells it to. */
final class StoreOnPaper implements StoreSetup, StoreAuthorizer, DeliveryVerifier {
    final List<Integration> takenDown = new CopyOnWriteArrayList<>();
    final List<Delivery> judged = new CopyOnWriteArrayList<>();
    volatile ConnectionCheck inspection;
    volatile Deadline lastDeadline;
    volatile StoreException widgetFault;
    volatile WidgetPresence widget = new WidgetPresence(WidgetPresence.State.OFF, null);
    /** Empty: the platform has no such page. */
    volatile Optional<AuthorizationStart> start = Optional.empty();

    volatile AuthorizationRequest lastStart;
    volatile AuthorizationCallback lastCallback;
    volatile Optional<AuthorizationGrant> grant = Optional.empty();
    volatile Optional<AccessGrant> session = Optional.empty();
    volatile Optional<StoreUrl> signedStore = Optional.empty();
    volatile Optional<EmbeddedFrame> frame = Optional.empty();
    volatile DeliveryVerdict verdict = DeliveryVerdict.FORGED;
    volatile String deliveredShop;

    void forget() {
        takenDown.clear();
        judged.clear();
        inspection = null;
        lastDeadline = null;
        widget = new WidgetPresence(WidgetPresence.State.OFF, null);
        widgetFault = null;
        start = Optional.empty();
        lastStart = null;
        lastCallback = null;
        grant = Optional.empty();
        session = Optional.empty();
        signedStore = Optional.empty();
        frame = Optional.empty();
        verdict = DeliveryVerdict.FORGED;
        deliveredShop = null;
    }

    @Override
    public ConnectionCheck inspect(Integration integration, Deadline deadline) {
        lastDeadline = deadline;
        return inspection != null
                ? inspection
                : new ConnectionCheck.Confirmed(
                        new StoreProfile(
                                integration.storeUrl(),
                                integration.storeName(),
                                null,
                                integration.shopDomain(),
                                null,
                                integration.config()),
                        Credentials.of(Map.of()));
    }

    @Override
    public void setUp(Integration integration, Deadline deadline) {}

    @Override
    public void takeDown(Integration before, Deadline deadline) {
        lastDeadline = deadline;
        takenDown.add(before);
    }

    @Override
    public WidgetPresence widget(Integration integration, Deadline deadline) {
        if (widgetFault != null) {
            throw widgetFault;
        }
        return widget;
    }

    @Override
    public boolean wantsWebhookSecret(PlatformId platform) {
        return platform.equals(ShopOnPaper.WOOCOMMERCE);
    }

    @Override
    public Optional<AuthorizationStart> start(PlatformId platform, AuthorizationRequest request) {
        lastStart = request;
        return start;
    }

    @Override
    public Optional<AuthorizationGrant> read(PlatformId platform, AuthorizationCallback callback) {
        lastCallback = callback;
        return grant;
    }

    @Override
    public Optional<StoreUrl> store(PlatformId platform, String query) {
        return signedStore;
    }

    @Override
    public Optional<AccessGrant> session(PlatformId platform, String token) {
        return session;
    }

    @Override
    public Optional<EmbeddedFrame> frame(PlatformId platform, StoreUrl store) {
        return frame;
    }

    @Override
    public boolean listens(PlatformId platform) {
        return true;
    }

    @Override
    public Optional<String> shopDomain(PlatformId platform, Delivery delivery) {
        return Optional.ofNullable(deliveredShop);
    }

    @Override
    public DeliveryVerdict judge(PlatformId platform, Delivery delivery, Optional<Integration> integration) {
        judged.add(delivery);
        return verdict;
    }
}
