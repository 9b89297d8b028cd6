package com.trulybot.integrations.persistence;

import com.trulybot.integrations.core.integration.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which PostgreSQL to use. Made by {@link #parse(String)}.
 *
 * @param jdbcUrl without user name and password, so that it may stand in a message
 * @param user null to take the driver's own default
 * @param password null for none
 * @param maxConnections how many connections the pool holds at most
 */
public record DatabaseSettings(
        String jdbcUrl, @Nullable String user, @Nullable Secret password, int maxConnections) {
    /** Enough to keep a PostgreSQL of four cores busy. */
    public static final int DEFAULT_MAX_CONNECTIONS = 16;

    private static final String FORMS =
            "DATABASE_URL must look like postgresql://user:password@host:5432/database, or like the JDBC URL"
                    + " jdbc:postgresql://host:5432/database?user=…&password=…";
    private static final Pattern URL = Pattern.compile("(?i)(jdbc:)?postgres(?:ql)?://([^/?]*)/([^/?]+)(?:\\?(.*))?");
    private static final Pattern HOSTS =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?(?:,(?:[A-Za-z0-9._-]+"
                    + "|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?)*");

    public DatabaseSettings {
        Objects.requireNonNull(jdbcUrl, "jdbcUrl");
        if (maxConnections < 2) {
            throw new IllegalArgumentException("maxConnections is at least 2");
        }
    }

    /**
     * Reads {@code postgresql://}, {@code postgres://} and {@code jdbc:postgresql://} URLs. Parameters are the JDBC
     * driver's; the commonest of libpq's are translated.
     *
     * @throws IllegalArgumentException saying what is wrong, without any part of the URL that could be a password
     */
    public static DatabaseSettings parse(String url) {
        Matcher matcher = URL.matcher(url.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(FORMS + "; a /, ? or # in the password is written %2F, %3F or %23");
        }
        boolean jdbc = matcher.group(1) != null;
        String authority = matcher.group(2);
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        if (!HOSTS.matcher(hosts).matches()) {
            throw new IllegalArgumentException(FORMS + "; this one names no host, or a port that is no number");
        }
        String user = null;
        String password = null;
        if (at >= 0) {
            String info = authority.substring(0, at);
            int colon = info.indexOf(':');
            user = decode(colon < 0 ? info : info.substring(0, colon), false);
            password = colon < 0 ? null : decode(info.substring(colon + 1), false);
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : Objects.requireNonNullElse(matcher.group(4), "").split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            switch (name.toLowerCase(Locale.ROOT)) {
                case "" -> {}
                case "user" -> user = decode(value, jdbc);
                case "password" -> password = decode(value, jdbc);
                case "connect_timeout" -> kept.add("connectTimeout=" + value);
                case "application_name" -> kept.add("ApplicationName=" + value);
                case "channel_binding" -> kept.add("channelBinding=" + value);
                // What a pooler in transaction mode needs, in the word that Supabase hands out.
                case "pgbouncer" -> kept.add("prepareThreshold=0");
                default -> kept.add(parameter);
            }
        }
        String jdbcUrl = "jdbc:postgresql://" + hosts + "/" + matcher.group(3)
                + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        return new DatabaseSettings(
                jdbcUrl,
                user == null || user.isBlank() ? null : user,
                password == null || password.isBlank() ? null : Secret.of(password),
                DEFAULT_MAX_CONNECTIONS);
    }

    private static String decode(String text, boolean plusIsSpace) {
        try {
            return URLDecoder.decode(plusIsSpace ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "DATABASE_URL holds a % that begins no escape; a percent sign in a name or password is written %25");
        }
    }

    /** The same, with a pool of that size. */
    public DatabaseSettings withMaxConnections(int connections) {
        return new DatabaseSettings(jdbcUrl, user, password, connections);
    }

    /** Hosts, ports and database: what a message may name. */
    String address() {
        int question = jdbcUrl.indexOf('?');
        return jdbcUrl.substring("jdbc:postgresql://".length(), question < 0 ? jdbcUrl.length() : question);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + address() + "]";
    }
}
