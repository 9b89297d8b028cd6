package com.trulybot.integrations.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database. */
class TwoNodesTest {
    private static final int EVENTS = 30;

    @TempDir
    Path data;

    @Test
    void eachEventIsWorkedOnceWhicheverNodeTakesIt() throws Exception {
        try (Town town = Town.open(data)) {
            Town.Merchant merchant = town.merchant();
            merchant.connect("shopify");
            Demo.Ports second = FreePorts.forADemo();
            try (Application other = town.node(second)) {
                assertThat(other.port()).isEqualTo(second.api());
                for (int i = 0; i < EVENTS; i++) {
                    town.stores
                            .shopify()
                            .tellSecond(
                                    "orders/updated",
                                    new ObjectMapper().readTree("{\"id\":" + (8938018531001L + i) + "}"),
                                    Instant.now());
                }
                Await.value(() -> town.sql("select count(*) from webhook_events where state = 'done'")
                                .equals(Integer.toString(EVENTS))
                        ? true
                        : null);

                assertThat(worked(town.ports.management()) + worked(second.management()))
                        .isEqualTo(EVENTS);
            }
        }
    }

    private static double worked(int port) throws Exception {
        Matcher value = Pattern.compile("trulybot_webhooks_worked_total\\{outcome=\"done\"} ([0-9.]+)")
                .matcher(new Client(port).ask("GET", "/metrics", "", "").body());
        assertThat(value.find()).isTrue();
        return Double.parseDouble(value.group(1));
    }
}
