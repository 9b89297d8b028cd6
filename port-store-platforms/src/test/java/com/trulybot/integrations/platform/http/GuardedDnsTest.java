package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.Deadline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedDnsTest {
    private static final InetAddress PUBLIC = SecureShops.address("8.8.8.8");

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);

    /** Hangs for names that begin with "hanging". */
    private final Dns system = host -> {
        asked.add(host);
        if (host.startsWith("hanging")) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        }
        return List.of(PUBLIC);
    };

    private static List<InetAddress> lookup(GuardedDns dns, String host, Duration time) {
        return dns.during(Deadline.in(time), false, () -> {
            try {
                return dns.lookup(host);
            } catch (UnknownHostException e) {
                return List.of();
            }
        });
    }

    @Test
    void namesThatHangTakeSoManyThreadsAndNoMore() {
        try (GuardedDns dns = new GuardedDns(system, 4)) {
            for (int i = 0; i < 50; i++) {
                assertThat(lookup(dns, "hanging" + i, Duration.ofMillis(5))).isEmpty();
            }

            assertThat(dns.threads()).isEqualTo(4);
            // Those that nobody waits for any more are not even begun.
            assertThat(asked).hasSizeLessThanOrEqualTo(4);
            assertThat(dns.underWay()).isEqualTo(4);
            end.countDown();
            assertThat(lookup(dns, "shop.example", Duration.ofSeconds(30))).containsExactly(PUBLIC);
            while (dns.underWay() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aLookupThatFindsNoThreadFreeWaitsForOne() throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (GuardedDns dns = new GuardedDns(system, 1)) {
            assertThat(lookup(dns, "hanging", Duration.ofMillis(5))).isEmpty();
            Future<List<InetAddress>> waiting =
                    caller.submit(() -> lookup(dns, "shop.example", Duration.ofSeconds(30)));
            while (dns.underWay() < 2) {
                Thread.onSpinWait();
            }
            end.countDown();

            assertThat(waiting.get()).containsExactly(PUBLIC);
        } finally {
            caller.shutdownNow();
        }
    }

    @Test
    void manyWhoAskForOneNameShareALookupAndOneWhoLeavesDoesNotEndIt() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        List<String> lookups = new ArrayList<>();
        Dns slow = host -> {
            synchronized (lookups) {
                lookups.add(host);
            }
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of(PUBLIC);
        };
        ExecutorService callers = Executors.newFixedThreadPool(5);
        try (GuardedDns dns = new GuardedDns(slow, 1)) {
            List<Future<List<InetAddress>>> all = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                all.add(callers.submit(() -> lookup(dns, "shop.example", Duration.ofSeconds(30))));
            }
            assertThat(lookup(dns, "shop.example", Duration.ofMillis(20))).isEmpty();
            answer.countDown();

            for (Future<List<InetAddress>> one : all) {
                assertThat(one.get()).containsExactly(PUBLIC);
            }
            assertThat(dns.threads()).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whoIsInterruptedStopsWaiting() {
        try (GuardedDns dns = new GuardedDns(system, 1)) {
            Thread.currentThread().interrupt();

            assertThat(lookup(dns, "hanging", Duration.ofHours(1))).isEmpty();
            assertThat(Thread.interrupted()).isTrue();
            end.countDown();
        }
    }

    /** The client asks on the thread that sends. Should it ever ask on another one, that must not open anything. */
    @Test
    void aLookupOnNobodysBehalfFindsNothing() {
        try (GuardedDns dns = new GuardedDns(host -> List.of(SecureShops.address("127.0.0.1")), 1)) {
            assertThatThrownBy(() -> dns.lookup("shop.example")).isInstanceOf(UnknownHostException.class);
        }
    }
}
