package com.trulybot.integrations.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.trulybot.integrations.core.integration.IntegrationId;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderCache;
import com.trulybot.integrations.core.order.OrderReference;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.params.SetParams;

/**
 * Remembers orders in Redis, for all nodes. An order is personal data: it is encrypted and bound to its integration and
 * id, and stands under a pseudonym.
 */
public final class RedisOrderCache implements OrderCache {
    /** Counts up when an order's JSON changes in a way that an older version can't read. */
    static final String PREFIX = "trulybot:order1:";

    private final Redis redis;
    private final Encryption encryption;
    private final long keptForMillis;

    /**
     * Uses that Redis.
     *
     * @param keptFor how long an order is remembered
     */
    public RedisOrderCache(Redis redis, Encryption encryption, Duration keptFor) {
        this.redis = redis;
        this.encryption = encryption;
        this.keptForMillis = keptFor.toMillis();
    }

    @Override
    public Optional<Order> get(IntegrationId integration, OrderReference reference) {
        // The number leads to the order's key, so that forgetting the order needs no list of its numbers.
        Optional<byte[]> key = redis.ask(jedis -> jedis.get(numberKey(integration, reference)));
        return key.flatMap(found -> redis.ask(jedis -> jedis.get(found)).flatMap(value -> open(found, value)));
    }

    private Optional<Order> open(byte[] key, byte[] value) {
        try {
            return OrderJson.read(encryption.open(value, new String(key, UTF_8)));
        } catch (GeneralSecurityException e) {
            // Put there by someone else, or under a key of before: not an answer.
            return Optional.empty();
        }
    }

    @Override
    public void put(IntegrationId integration, OrderReference reference, Order order) {
        String key = orderKey(integration, order.id());
        byte[] value = encryption.seal(OrderJson.write(order), key);
        redis.ask(jedis -> {
            jedis.set(key.getBytes(UTF_8), value, keptFor());
            return jedis.set(numberKey(integration, reference), key.getBytes(UTF_8), keptFor());
        });
    }

    @Override
    public void forget(IntegrationId integration, String orderId) {
        redis.ask(jedis -> jedis.del(orderKey(integration, orderId)));
    }

    private SetParams keptFor() {
        return SetParams.setParams().px(keptForMillis);
    }

    private byte[] numberKey(IntegrationId integration, OrderReference reference) {
        return (PREFIX + encryption.pseudonyms().of("number|" + integration + "|" + reference.text())).getBytes(UTF_8);
    }

    private String orderKey(IntegrationId integration, String orderId) {
        return PREFIX + encryption.pseudonyms().of("order|" + integration + "|" + orderId);
    }
}
