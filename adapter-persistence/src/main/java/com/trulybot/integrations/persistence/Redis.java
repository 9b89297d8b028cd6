package com.trulybot.integrations.persistence;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A Redis, or a cluster of them, that may be gone at any time: then every question has an empty answer. After a failure
 * it is left alone for a second, so that a Redis which doesn't answer doesn't make everyone wait.
 */
public final class Redis implements AutoCloseable {
    private static final String FORMS =
            "REDIS_URL must look like redis://user:password@host:6379/0, with rediss for TLS;"
                    + " several hosts separated by commas are a cluster";
    private static final Pattern URL = Pattern.compile("(?i)(rediss?)://(?:([^@/]*)@)?([^@/?#]+?)(?:/([0-9]{1,4})?)?");
    private static final Pattern HOST = Pattern.compile("(?i)([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");
    private static final int DEFAULT_PORT = 6_379;
    private static final Duration WAIT_FOR_ANSWER = Duration.ofMillis(500);
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofMillis(250);
    private static final long LEFT_ALONE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_CONNECTIONS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);

    private final List<HostAndPort> hosts;
    private final DefaultJedisClientConfig config;
    private final Object connecting = new Object();
    private volatile @Nullable UnifiedJedis client;
    private volatile boolean down;
    private volatile long failedAtNanos;

    private Redis(List<HostAndPort> hosts, DefaultJedisClientConfig config) {
        this.hosts = List.copyOf(hosts);
        this.config = config;
    }

    /**
     * Prepares to use that Redis. It need not run yet.
     *
     * @throws IllegalArgumentException when the URL is none, without any part of it that could be a password
     */
    public static Redis open(String url) {
        // The scheme may be said again before each host of a cluster.
        Matcher matcher = URL.matcher(url.strip().replaceAll("(?i),\\s*rediss?://", ","));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(FORMS);
        }
        List<HostAndPort> hosts = new ArrayList<>();
        for (String text : matcher.group(3).split(",", -1)) {
            Matcher host = HOST.matcher(text.strip());
            if (!host.matches()) {
                throw new IllegalArgumentException(FORMS + "; this one holds a host that is none");
            }
            int port = host.group(2) == null ? DEFAULT_PORT : Integer.parseInt(host.group(2));
            hosts.add(new HostAndPort(host.group(1), port));
        }
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .clientName("trulybot")
                .connectionTimeoutMillis((int) WAIT_FOR_ANSWER.toMillis())
                .socketTimeoutMillis((int) WAIT_FOR_ANSWER.toMillis())
                .database(matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4)));
        String info = matcher.group(2);
        if (info != null && !info.isEmpty()) {
            int colon = info.indexOf(':');
            // redis://password@host is no form: a name alone has nothing to prove it.
            if (colon < 0) {
                throw new IllegalArgumentException(FORMS + "; a password alone is written redis://:password@host");
            }
            if (colon > 0) {
                config.user(decode(info.substring(0, colon)));
            }
            config.password(decode(info.substring(colon + 1)));
        }
        if (matcher.group(1).equalsIgnoreCase("rediss")) {
            // The certificate must be trusted, and be that host's.
            config.sslOptions(
                    SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
        }
        return new Redis(hosts, config.build());
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "REDIS_URL holds a % that begins no escape; a percent sign in a name or password is written %25");
        }
    }

    /** Asks; empty when there is no answer, for whatever reason. */
    <T> Optional<T> ask(Function<UnifiedJedis, @Nullable T> question) {
        if (down && System.nanoTime() - failedAtNanos < LEFT_ALONE_NANOS) {
            return Optional.empty();
        }
        try {
            T answer = question.apply(client());
            if (down) {
                down = false;
                LOG.info("Redis answers again");
            }
            return Optional.ofNullable(answer);
        } catch (JedisException e) {
            failedAtNanos = System.nanoTime();
            forgetConnections();
            if (!down) {
                down = true;
                LOG.warn("Redis does not answer; going on without it: {}", e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** After a restart all idle connections are dead: each would cost another failure. */
    private void forgetConnections() {
        if (client instanceof RedisClient single) {
            single.getPool().clear();
        }
    }

    private UnifiedJedis client() {
        UnifiedJedis open = client;
        if (open != null) {
            return open;
        }
        synchronized (connecting) {
            if (client == null) {
                client = connect();
            }
            return client;
        }
    }

    private UnifiedJedis connect() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MAX_CONNECTIONS);
        pool.setMaxIdle(MAX_CONNECTIONS);
        pool.setMaxWait(WAIT_FOR_CONNECTION);
        return hosts.size() == 1
                ? RedisClient.builder()
                        .hostAndPort(hosts.get(0))
                        .clientConfig(config)
                        .poolConfig(pool)
                        .build()
                : RedisClusterClient.builder()
                        .nodes(new HashSet<>(hosts))
                        .clientConfig(config)
                        .poolConfig(pool)
                        .maxTotalRetriesDuration(WAIT_FOR_ANSWER)
                        .build();
    }

    /** Whether it answers now. Never throws. */
    public boolean ready() {
        return ask(UnifiedJedis::ping).isPresent();
    }

    @Override
    public void close() {
        synchronized (connecting) {
            UnifiedJedis open = client;
            if (open != null) {
                open.close();
            }
        }
    }

    @Override
    public String toString() {
        return "Redis" + hosts;
    }
}
