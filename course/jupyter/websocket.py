"""The line between a page and its kernel, without delay."""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """Sends every message at once (TCP_NODELAY).

    Nagle's algorithm, which is on by default, holds a picture back for about 40 ms until the
    browser has acknowledged the message before it.
    """

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()
