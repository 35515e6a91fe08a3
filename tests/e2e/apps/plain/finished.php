<?php

/** Works on after the client has its answer. */
echo 'thanks';
fastcgi_finish_request();
throw new RuntimeException('after the answer', 10012);
