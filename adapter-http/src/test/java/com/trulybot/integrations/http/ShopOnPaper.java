package com.trulybot.integrations.http;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreConnector;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Address;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderItem;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderSource;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Shipment;
import com.trulybot.integrations.core.order.TimelineEntry;
import com.trulybot.integrations.core.order.Totals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store that answers what a test tells it to. */
final class ShopOnPaper implements StoreConnector, OrderSource {
    static final PlatformId WOOCOMMERCE = PlatformId.of("woocommerce");
    static final PlatformId SHOPIFY = PlatformId.of("shopify");
    static final Instant ORDERED = Instant.parse("2026-11-20T10:15:30Z");

    volatile StoreProposal lastProposal;
    volatile ConnectionCheck check;
    volatile StoreException fault;
    volatile OrderLookup lookup;
    volatile RuntimeException bug;
    volatile Runnable before = () -> {};

    void forget() {
        lastProposal = null;
        check = null;
        fault = null;
        lookup = null;
        bug = null;
        before = () -> {};
    }

    @Override
    public Set<PlatformId> platforms() {
        return Set.of(WOOCOMMERCE, SHOPIFY);
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, Deadline deadline) {
        lastProposal = proposal;
        before.run();
        if (check != null) {
            return check;
        }
        if (proposal.address() == null) {
            return ConnectionCheck.Invalid.of(
                    proposal.platform().equals(SHOPIFY) ? "shopDomain" : "storeUrl", "must be given");
        }
        StoreUrl url;
        try {
            url = StoreUrl.parse(proposal.address());
        } catch (IllegalArgumentException e) {
            return ConnectionCheck.Invalid.of("storeUrl", e.getMessage());
        }
        return new ConnectionCheck.Confirmed(
                new StoreProfile(
                        url,
                        "A Shop",
                        "owner@shop.example",
                        proposal.platform().equals(SHOPIFY) ? url.host() : null,
                        "read",
                        Map.of("currency", "EUR")),
                Credentials.of(proposal.secrets()));
    }

    @Override
    public OrderLookup find(Integration integration, OrderQuery query, Deadline deadline) {
        fail();
        if (lookup != null) {
            return lookup;
        }
        return OrderLookup.of(query.pick(List.of(order(integration))));
    }

    @Override
    public List<Order> search(Integration integration, String text, int limit, Deadline deadline) {
        fail();
        return text.equals("nobody") ? List.of() : List.of(order(integration));
    }

    private void fail() {
        if (fault != null) {
            throw fault;
        }
        if (bug != null) {
            throw bug;
        }
    }

    /** Order 1001 of ada@example.com, on its way. */
    static Order order(Integration integration) {
        Money total = Money.of("129.9", "EUR");
        return new Order(
                "77",
                "1001",
                integration.platform(),
                integration.id(),
                OrderStatus.SHIPPED,
                "processing",
                PaymentStatus.PAID,
                ORDERED,
                ORDERED.plusSeconds(3_600),
                new Totals(
                        Money.of("130", "EUR"),
                        Money.of("5.104", "EUR"),
                        Money.zero("EUR"),
                        Money.of("5", "EUR"),
                        Money.of("20.74", "EUR"),
                        true,
                        total,
                        Money.zero("EUR")),
                List.of(new OrderItem("Blue \"mug\" \ud800", null, 2, Money.of("129.9", "EUR"), null)),
                List.of(new Shipment(
                        "DHL",
                        "00340434",
                        "https://track.example/00340434",
                        Shipment.Status.IN_TRANSIT,
                        ORDERED,
                        ORDERED.plusSeconds(86_400),
                        null)),
                new Customer("Ada", "ada@example.com", null, null),
                new Address("Ada", null, "1 High Street", null, "London", null, "N1", "GB"),
                List.of(new TimelineEntry(ORDERED, TimelineEntry.Kind.CREATED, "Ordered")));
    }
}
