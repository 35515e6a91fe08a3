<?php

return ['default' => 'file', 'channels' => ['file' => ['type' => 'file']]];
