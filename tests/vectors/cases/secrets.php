<?php
// What must not leave the host.
throw new RuntimeException('login failed: password=hunter2&token=abc mobile 13912345678', 403);
