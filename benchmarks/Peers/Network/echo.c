// The ceiling: an echo server of nothing but epoll, recv and send, on one thread. Level-triggered, one receive an event.
// cc -O2 -o echo echo.c && ./echo PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024, EVENTS = 256, DESCRIPTORS = 65536 };

// What the other side has not taken yet.
struct pending { char *data; size_t start, count; };
static struct pending pending[DESCRIPTORS];
static char buffer[BUFFER];

static void watch(int epoll, int operation, int socket, unsigned events) {
  struct epoll_event event = {.events = events, .data.fd = socket};
  if (epoll_ctl(epoll, operation, socket, &event) < 0) { perror("epoll_ctl"); exit(1); }
}

static void drop(int socket) {
  free(pending[socket].data);
  memset(&pending[socket], 0, sizeof pending[socket]);
  close(socket);
}

static void accept_all(int epoll, int listener) {
  int socket, one = 1;
  while ((socket = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0 && socket < DESCRIPTORS) {
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    watch(epoll, EPOLL_CTL_ADD, socket, EPOLLIN);
  }
}

// What does not go now is kept, and nothing more is read until it went.
static void echo(int epoll, int socket) {
  ssize_t count = recv(socket, buffer, sizeof buffer, 0);
  if (count <= 0) {
    if (count == 0 || errno != EAGAIN) drop(socket);
    return;
  }
  ssize_t sent = send(socket, buffer, count, MSG_NOSIGNAL);
  if (sent == count) return;
  if (sent < 0 && errno != EAGAIN) { drop(socket); return; }
  if (sent < 0) sent = 0;
  struct pending *rest = &pending[socket];
  rest->count = count - sent;
  rest->start = 0;
  rest->data = malloc(rest->count);
  memcpy(rest->data, buffer + sent, rest->count);
  watch(epoll, EPOLL_CTL_MOD, socket, EPOLLOUT);
}

static void flush(int epoll, int socket) {
  struct pending *rest = &pending[socket];
  ssize_t sent = send(socket, rest->data + rest->start, rest->count, MSG_NOSIGNAL);
  if (sent < 0) {
    if (errno != EAGAIN) drop(socket);
    return;
  }
  rest->start += sent;
  rest->count -= sent;
  if (rest->count == 0) {
    free(rest->data);
    rest->data = NULL;
    watch(epoll, EPOLL_CTL_MOD, socket, EPOLLIN);
  }
}

int main(int count, char **arguments) {
  if (count != 2) { fprintf(stderr, "usage: echo PORT\n"); return 2; }
  signal(SIGPIPE, SIG_IGN);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (void *)&address, sizeof address) < 0 || listen(listener, 1024) < 0) { perror("listen"); return 1; }
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN);
  struct epoll_event events[EVENTS];
  for (;;) {
    int ready = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      int socket = events[i].data.fd;
      if (socket == listener) accept_all(epoll, listener);
      else if (pending[socket].count > 0) flush(epoll, socket);
      else echo(epoll, socket);
    }
  }
}
