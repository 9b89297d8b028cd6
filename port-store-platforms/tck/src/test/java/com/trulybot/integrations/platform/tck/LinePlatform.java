package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Customer;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.core.order.PaymentStatus;
import com.trulybot.integrations.core.order.Totals;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import com.trulybot.integrations.platform.StorePlatform;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A good adapter for {@link LineShop}, in steps that a broken one overrides one of. */
class LinePlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("lines");

    @Override
    public PlatformId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Line shop";
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        Secret key = proposal.secrets().get(Field.API_KEY);
        if (proposal.address() == null) {
            return ConnectionCheck.Invalid.of("storeUrl", "Give the shop's address.");
        }
        if (key == null) {
            return ConnectionCheck.Invalid.of("apiKey", "Give the shop's key.");
        }
        StoreUrl url = StoreUrl.parse(proposal.address());
        Credentials credentials = Credentials.of(Map.of(Field.API_KEY, key));
        ask(url, credentials, "/orders?q=%00", context, deadline);
        return new ConnectionCheck.Confirmed(
                new StoreProfile(url, "Line shop", null, null, null, Map.of()), credentials);
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        return new Store() {
            @Override
            public OrderLookup find(OrderQuery query, Deadline deadline) {
                return OrderLookup.of(choose(query, orders(access, path(query), context, deadline)));
            }

            @Override
            public List<Order> search(String text, int limit, Deadline deadline) {
                return orders(access, "/orders?q=" + encoded(text), context, deadline).stream()
                        .sorted(Comparator.comparing(Order::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                                .reversed())
                        .limit(limit)
                        .toList();
            }
        };
    }

    String path(OrderQuery query) {
        String id = query.id();
        if (id != null) {
            return "/orders/" + (id.matches("[0-9]{1,18}") ? id : "0");
        }
        return "/orders?q=" + encoded(String.valueOf(query.reference()));
    }

    String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Which of those the store answered is meant. */
    Optional<Order> choose(OrderQuery query, List<Order> candidates) {
        return query.pick(candidates);
    }

    final List<Order> orders(StoreAccess access, String path, PlatformContext context, Deadline deadline) {
        List<Order> orders = new ArrayList<>();
        for (String line : ask(access.url(), access.credentials(), path, context, deadline)) {
            read(line.split(";", -1), access).ifPresent(orders::add);
        }
        return orders;
    }

    List<String> ask(StoreUrl url, Credentials credentials, String path, PlatformContext context, Deadline deadline) {
        return lines(send(request(url, credentials.require(Field.API_KEY).expose(), path), context, deadline));
    }

    Request request(StoreUrl url, String key, String path) {
        return get(url.value() + path, Map.of("Authorization", "Bearer " + key));
    }

    /** Not sent again by the client: tests of the kit fail many times, and wait for nothing. */
    static Request get(String address, Map<String, String> headers) {
        return new Request("GET", URI.create(address), headers, null, false);
    }

    Response send(Request request, PlatformContext context, Deadline deadline) {
        return context.http().send(request, deadline);
    }

    List<String> lines(Response response) {
        switch (response.status()) {
            case 200 -> {}
            case 401 -> throw new StoreException(StoreProblem.STORE_CREDENTIALS_REJECTED);
            case 429 -> throw new StoreException(StoreProblem.STORE_RATE_LIMITED);
            default -> throw new StoreException(StoreProblem.STORE_UNAVAILABLE);
        }
        if (!response.body().endsWith("\nend")) {
            throw new StoreException(StoreProblem.STORE_ANSWER_INVALID);
        }
        return Stream.of(response.body().split("\n", -1))
                .filter(line -> line.contains(";"))
                .toList();
    }

    Optional<Order> read(String[] fields, StoreAccess access) {
        return fields[3].equals("trash") ? Optional.empty() : Optional.of(order(fields, access));
    }

    static Order order(String[] fields, StoreAccess access) {
        Instant at = Instant.ofEpochSecond(Long.parseLong(fields[5]));
        Money none = Money.zero("EUR");
        Money total = Money.of(fields[4], "EUR");
        @Nullable String email = fields[2].toLowerCase(Locale.ROOT);
        return new Order(
                fields[0],
                fields[1],
                ID,
                access.integration(),
                OrderStatus.SHIPPED,
                fields[3],
                PaymentStatus.PAID,
                at,
                at,
                new Totals(total, none, none, none, none, true, total, none),
                List.of(),
                List.of(),
                new Customer(null, email, null, null),
                null,
                List.of());
    }
}
