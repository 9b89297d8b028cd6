package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.platform.CredentialRefresh;
import com.trulybot.integrations.platform.EmbeddedPage;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.PluginDownload;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.WebhookRegistration;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.util.List;
import java.util.Optional;

/** A good platform with one thing wrong. */
class BrokenPlatform implements StorePlatform {
    private final StorePlatform good;

    BrokenPlatform(StorePlatform good) {
        this.good = good;
    }

    @Override
    public PlatformId id() {
        return good.id();
    }

    @Override
    public String displayName() {
        return good.displayName();
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        return good.check(proposal, context, deadline);
    }

    OrderLookup find(StoreAccess access, Store store, OrderQuery query, Deadline deadline) {
        return store.find(query, deadline);
    }

    List<Order> search(Store store, String text, int limit, Deadline deadline) {
        return store.search(text, limit, deadline);
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        Store store = good.open(access, context);
        return new Store() {
            @Override
            public OrderLookup find(OrderQuery query, Deadline deadline) {
                return BrokenPlatform.this.find(access, store, query, deadline);
            }

            @Override
            public List<Order> search(String text, int limit, Deadline deadline) {
                return BrokenPlatform.this.search(store, text, limit, deadline);
            }
        };
    }

    @Override
    public Optional<CredentialRefresh> credentialRefresh() {
        return good.credentialRefresh();
    }

    @Override
    public Optional<StoreAuthorization> authorization() {
        return good.authorization();
    }

    @Override
    public Optional<EmbeddedPage> embeddedPage() {
        return good.embeddedPage();
    }

    @Override
    public Optional<PluginDownload> plugin() {
        return good.plugin();
    }

    @Override
    public Optional<WebhookDialect> webhooks() {
        return good.webhooks();
    }

    @Override
    public Optional<WebhookRegistration> webhookRegistration() {
        return good.webhookRegistration();
    }

    @Override
    public Optional<WidgetInstallation> widgetInstallation() {
        return good.widgetInstallation();
    }

    /** Says "not found" when the store is down. */
    static final class TakesFaultsForNotFound extends BrokenPlatform {
        TakesFaultsForNotFound(StorePlatform good) {
            super(good);
        }

        @Override
        OrderLookup find(StoreAccess access, Store store, OrderQuery query, Deadline deadline) {
            try {
                return store.find(query, deadline);
            } catch (StoreException e) {
                return OrderLookup.NOT_FOUND;
            }
        }
    }

    /** Puts its key into the message of what it throws. */
    static final class TellsItsKey extends BrokenPlatform {
        TellsItsKey(StorePlatform good) {
            super(good);
        }

        @Override
        OrderLookup find(StoreAccess access, Store store, OrderQuery query, Deadline deadline) {
            try {
                return store.find(query, deadline);
            } catch (StoreException e) {
                String key =
                        access.credentials().require(Credentials.Field.API_KEY).expose();
                throw new StoreException(e.problem(), new IllegalStateException("GET /orders?key=" + key));
            }
        }
    }

    /** Sends all it has. */
    static final class ForgetsTheLimit extends BrokenPlatform {
        ForgetsTheLimit(StorePlatform good) {
            super(good);
        }

        @Override
        List<Order> search(Store store, String text, int limit, Deadline deadline) {
            return store.search(text, 100, deadline);
        }
    }

    /** Believes every proposal. */
    static final class AsksNobody extends BrokenPlatform {
        private final StoreProposal always;

        AsksNobody(StorePlatform good) {
            super(good);
            this.always = new InMemoryScenario(platform -> platform).goodProposal();
        }

        @Override
        public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
            return super.check(always, context, deadline);
        }
    }
}
